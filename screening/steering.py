"""Texts that talk to the model: a text that tries to steer its own screening is one for a person to read."""

import re

from screening.folding import fold

# In all patterns a space stands for any white space; texts are compared in lower case, without apostrophes.
_RULES = "(?:instructions?|prompts?|rules|directions|guidelines|commands?|questions?)"
_FORGET = "(?:ignore|disregard|forget|override|bypass)"
_EARLIER = "(?:previous|prior|above|earlier|preceding|system|original|initial)"
_READER = "(?:ai|language model|model|classifier|screener|llm|chatbot)"
_THIS = "(?:(?:this|the|my) (?:text|message|post|entry|e-?mail|note|writer|author|case|diary)|this|it|me)"
_HARMLESS = "(?:not|no|non|low|safe|clear|negative|normal|minimum|supportive|healthy|fine|zero|0)"
_ANSWER = "(?:answer|reply|respond|output|return|label):?"
_ONLY = "(?:(?:only|just|simply|always|with|the word) ){0,3}"
_JA_ORDER = "(?:て(?:ください|下さい)|なさい|ろ|せよ)"
_JA_RULES = "(?:指示|命令|プロンプト|ルール|質問)"
_JA_ANSWER = "(?:いいえ|はい|該当なし|問題なし|リスクなし|ストレスなし|正常)"
_JA_EARLIER = "(?:これまで|今まで|以前|上記|上|前|先|以上|すべて|全て|全部|システム|元)"
_JA_FORGET = f"(?:無視し|忘れ|破棄し|取り消し)(?:{_JA_ORDER}|て[、。])"
_JA_THIS = "(?:この|私の|以下の)(?:文章|文|テキスト|メッセージ|投稿|日記|内容)"
_JA_SAY = "(?:答え|回答し|出力し|返答し|返し)"

_PATTERNS = (
    # the markers of chat templates
    r"<\|[a-z_]{2,24}\|>",
    "</?(?:start|end)_of_turn>",
    r"\[/?inst\]",
    "<</?sys>>",
    r"^ ?#{2,} ?(?:instruction|response|system)s? ?:",
    r"^ ?system (?:prompt|message) ?:",
    # forget what you were told
    rf"\b{_FORGET} (?:(?:all|any|everything|of|the|these|those|your|my) ){{0,4}}{_EARLIER} {_RULES}\b",
    rf"\b{_FORGET} (?:all )?(?:of )?your (?:{_RULES}|programming)\b",
    rf"\b{_FORGET} (?:all )?(?:the )?{_RULES} (?:above|before this|given|so far)\b",
    # answer this
    rf"\b(?:classify|label|mark|rate|score|categori[sz]e|flag|screen) {_THIS} (?:as|with) [\"“]?{_HARMLESS}\b",
    rf"\b{_ANSWER} {_ONLY}[\"“] ?(?:no|yes) ?[\"”.]",
    rf"\b{_ANSWER} {_ONLY}[\"“]?not (?:stressed|depressed|at risk)\b",
    rf"\b(?:you (?:must|should|will)|please) {_ONLY}{_ANSWER} {_ONLY}(?:no|yes)\b(?! (?:one|matter|more|longer))",
    rf"\b(?:you (?:must|should|will)|please) {_ONLY}{_ANSWER} {_ONLY}[\"“]?(?:safe|clear|normal|negative|supportive|minimum)\b",
    r"\b(?:do not|dont|never) flag (?:this|me|my|it)\b",
    # you there
    rf"\b(?:note|message|instructions?) (?:to|for) (?:the |any |whatever )?{_READER}\b",
    rf"\b(?:you are|youre) now (?:an?|in) [^.\n]{{0,30}}\b(?:mode|assistant|{_READER})\b",
    # the same in Japanese
    rf"{_JA_EARLIER}の[^。、\n]{{0,8}}{_JA_RULES}[^。\n]{{0,6}}{_JA_FORGET}",
    rf"あなたへ?の{_JA_RULES}[^。\n]{{0,6}}{_JA_FORGET}",
    rf"{_JA_ANSWER}[」』\"”]? ?とだけ ?(?:{_JA_SAY}|回答|出力|返答|返事)",
    rf"[「『\"“]{_JA_ANSWER}[」』\"”] ?[とでを] ?{_JA_SAY}{_JA_ORDER}",
    rf"{_JA_THIS}[はをが][^。\n]{{0,16}}[とに](?:判定|分類|評価|判断)し(?:{_JA_ORDER}|ないで)",
    "フラグ[をは]? ?(?:立て|付け|つけ|し)ないで",
    "(?:ai|モデル|チャットボット)(?:へ|への|に対する|宛て)の?(?:指示|命令|メッセージ|お願い)",
)

_SPACES = {" ?": r"[ \t]{0,4}", " ": r"\s+"}
_STEERING = re.compile(
    re.sub(r" \??", lambda space: _SPACES[space[0]], "|".join(_PATTERNS)),
    re.MULTILINE,
)


def steers(text: str) -> bool:
    """Return whether `text` speaks to the model: chat-template markers, or orders about how to read or answer.

    Precise rather than greedy: people also write about rules that they ignored, or of saying no. Such a text is never
    clear (code `steering`); the engine reads its markers as plain text all the same.
    """
    return _STEERING.search(fold(text)) is not None
