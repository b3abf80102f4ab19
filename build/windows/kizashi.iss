; Per-user installer: no administrator's rights, no questions with /VERYSILENT. Data of the account is never touched.
; iscc /DVersion=0.1.0 build\windows\kizashi.iss     (from the repository's root, after PyInstaller; /DName=kizashi-directml
; for a program that computes with another device than the processor)
#ifndef Version
  #error Name the version: iscc /DVersion=0.1.0
#endif

#ifndef Name
  #define Name "kizashi"
#endif

[Setup]
AppId={{6C0E6E2B-6E0C-4F1B-9A55-6F4B1C8E7D10}
AppName=Kizashi
AppVersion={#Version}
AppPublisher=The Kizashi developers
VersionInfoVersion={#Version}
DefaultDirName={localappdata}\Programs\Kizashi
DisableDirPage=auto
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename={#Name}-{#Version}-setup
Compression=lzma2
SolidCompression=yes
UninstallDisplayIcon={app}\kizashi.exe
CloseApplications=yes
WizardStyle=modern

[Files]
Source: "..\..\dist\kizashi\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; An upgrade leaves nothing of the older program behind.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{userprograms}\Kizashi"; Filename: "{app}\kizashi.exe"

[Code]
function Number(Version: String; Place: Integer): Integer;
var
  Rest: String;
  Dot, Skipped: Integer;
begin
  Rest := Version + '.0.0.0';
  for Skipped := 1 to Place do
    Delete(Rest, 1, Pos('.', Rest));
  Dot := Pos('.', Rest);
  Result := StrToIntDef(Copy(Rest, 1, Dot - 1), 0);
end;

function IsNewer(There, This: String): Boolean;
var
  Place: Integer;
begin
  Result := False;
  for Place := 0 to 2 do
    if Number(There, Place) <> Number(This, Place) then
    begin
      Result := Number(There, Place) > Number(This, Place);
      Exit;
    end;
end;

function InitializeSetup(): Boolean;
var
  There: String;
begin
  Result := True;
  if RegQueryStringValue(HKCU, 'Software\Microsoft\Windows\CurrentVersion\Uninstall\{6C0E6E2B-6E0C-4F1B-9A55-6F4B1C8E7D10}_is1',
    'DisplayVersion', There) and IsNewer(There, '{#Version}') then
  begin
    SuppressibleMsgBox('Kizashi ' + There + ' is installed, and this is the older {#Version}, which can''t open its stores. '
      + 'Nothing was changed.', mbError, MB_OK, IDOK);
    Result := False;
  end;
end;
