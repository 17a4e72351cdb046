/** Why there is no more to tell of a request than its row does. */
export const notSampled =
  'The store did not sample this request: all that is known of it comes from its log record, so its address, its visitor ' +
  'and its trace are missing. A sampling rate of 1 in the store keeps them for every request.';
export const withoutRoot = 'The first span of this request has not arrived (yet): its address and outcome are missing.';
