/** Server errors that pass: see each name in MySQL's or MariaDB's list of errors. */
const passing = new Map<number, string>([
  [1021, 'ER_DISK_FULL'],
  [1028, 'ER_FILSORT_ABORT'],
  [1037, 'ER_OUTOFMEMORY'],
  [1038, 'ER_OUT_OF_SORTMEMORY'],
  [1040, 'ER_CON_COUNT_ERROR'],
  [1041, 'ER_OUT_OF_RESOURCES'],
  [1047, 'ER_UNKNOWN_COM_ERROR: a Galera node that is not ready'],
  [1053, 'ER_SERVER_SHUTDOWN'],
  [1077, 'ER_NORMAL_SHUTDOWN'],
  [1078, 'ER_GOT_SIGNAL'],
  [1079, 'ER_SHUTDOWN_COMPLETE'],
  [1080, 'ER_FORCING_CLOSE'],
  [1114, 'ER_RECORD_FILE_FULL'],
  [1129, 'ER_HOST_IS_BLOCKED'],
  [1152, 'ER_ABORTING_CONNECTION'],
  [1158, 'ER_NET_READ_ERROR'],
  [1159, 'ER_NET_READ_INTERRUPTED'],
  [1160, 'ER_NET_ERROR_ON_WRITE'],
  [1161, 'ER_NET_WRITE_INTERRUPTED'],
  [1180, 'ER_ERROR_DURING_COMMIT'],
  [1184, 'ER_NEW_ABORTING_CONNECTION'],
  [1203, 'ER_TOO_MANY_USER_CONNECTIONS'],
  [1205, 'ER_LOCK_WAIT_TIMEOUT'],
  [1206, 'ER_LOCK_TABLE_FULL'],
  [1213, 'ER_LOCK_DEADLOCK'],
  [1226, 'ER_USER_LIMIT_REACHED'],
  [1290, 'ER_OPTION_PREVENTS_STATEMENT: read-only after a failover'],
  [1317, 'ER_QUERY_INTERRUPTED'],
  [1412, 'ER_TABLE_DEF_CHANGED: a partition was added or dropped since the snapshot was taken'],
  [1461, 'ER_MAX_PREPARED_STMT_COUNT_REACHED'],
  [1637, 'ER_TOO_MANY_CONCURRENT_TRXS'],
  [1792, 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION'],
  [1836, 'ER_READ_ONLY_MODE'],
  [1927, 'ER_CONNECTION_KILLED'],
  [1969, 'ER_STATEMENT_TIMEOUT'],
  [3024, 'ER_QUERY_TIMEOUT'],
  [3100, 'ER_RUN_HOOK_ERROR: a group replication member that left its group'],
  [3101, 'ER_TRANSACTION_ROLLBACK_DURING_COMMIT'],
  [4031, 'ER_CLIENT_INTERACTION_TIMEOUT'],
  // Wrong rights or a schema that is being restored say nothing about the data: an operator mends them.
  [1044, 'ER_DBACCESS_DENIED_ERROR'],
  [1045, 'ER_ACCESS_DENIED_ERROR'],
  [1049, 'ER_BAD_DB_ERROR'],
  [1142, 'ER_TABLEACCESS_DENIED_ERROR'],
  [1146, 'ER_NO_SUCH_TABLE'],
]);

const lostConnection =
  /^(PROTOCOL_|POOL_|ECONN|EPIPE$|ETIMEDOUT$|EHOST|ENET|ENOTFOUND$|EAI_|ENOENT$|EACCES$|HANDSHAKE_|ER_SECURE_TRANSPORT)|closed state|Pool is closed|Queue limit/;

interface DatabaseError {
  code?: unknown;
  errno?: unknown;
  message?: unknown;
  fatal?: unknown;
}

/** Whether a database call that failed so may succeed later, with the same data. */
export function isRetryable(error: unknown): boolean {
  const { code, errno, message, fatal } = (error ?? {}) as DatabaseError;
  return (
    (typeof errno === 'number' && passing.has(errno)) ||
    lostConnection.test(String(code ?? '')) ||
    lostConnection.test(String(message ?? '')) ||
    (fatal === true && (typeof errno !== 'number' || errno <= 0))
  );
}

/** Two writers stood in each other's way: the same transaction may succeed at once. */
export function isLockConflict(error: unknown): boolean {
  const { errno } = (error ?? {}) as DatabaseError;
  return errno === 1213 || errno === 1205;
}
