"""What columns are called, in English and Japanese, and how two names are compared."""

import re
import unicodedata


def normal(name: str) -> str:
    """Return a column's name in the form in which names are compared: width, case, spaces and signs don't count."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def _words(words: str) -> frozenset[str]:
    return frozenset(map(normal, words.split()))


NAMES = {
    "text": _words("""
        text texts message messages message_text message_body body content contents comment comments post posts
        post_text selftext response responses answer answers note notes entry transcript utterance tweet statement
        free_text narrative story
        テキスト 本文 文章 文 内容 相談 相談内容 相談文 自由記述 自由回答 自由記入 記述 コメント 投稿 投稿内容
        投稿本文 回答 回答内容 メッセージ 発言 発話 日記 感想 記録 メモ
    """),
    "id": _words("""
        id text_id message_id post_id comment_id record_id row_id case_id entry_id response_id document_id doc_id
        uuid guid key no number
        番号 通番 連番 整理番号 管理番号 受付番号 相談番号 記録番号 投稿番号 ケース番号 相談ID 投稿ID 記録ID 回答ID
    """),
    "person": _words("""
        person person_id user user_id username author author_id client client_id student student_id patient patient_id
        participant participant_id respondent respondent_id sender sender_id member member_id employee employee_id
        writer subject_id
        氏名 名前 本人 利用者 利用者ID 相談者 相談者ID 対象者 対象者ID 生徒 生徒番号 学生番号 学籍番号 社員番号
        職員番号 患者 患者ID 会員番号 ユーザー ユーザーID 投稿者 投稿者ID 送信者 回答者 回答者ID
    """),
    "date": _words("""
        date datetime time timestamp day created created_at created_on created_date written_at sent_at posted_at
        received_at submitted_at date_submitted submission_date entry_date post_date message_date
        日付 日時 年月日 時刻 タイムスタンプ 作成日 作成日時 記入日 記入日時 受付日 受付日時 送信日 送信日時 投稿日
        投稿日時 相談日 相談日時 回答日 回答日時 記録日 記録日時 登録日 登録日時
    """),
}
"""Names of each role's columns, as `normal` writes them."""

KNOWN_NAMES = frozenset[str]().union(*NAMES.values())
