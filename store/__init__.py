"""The store: one SQLCipher file, spoken to through sqlite-utils. One module per table; the only package that knows SQL.

sqlite-utils takes its driver from the name `pysqlite3` when it is first imported, so SQLCipher answers to that name
from here on.
"""

import sys

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
