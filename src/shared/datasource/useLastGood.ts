import { useState } from 'react';

interface Result<Data> {
  data: Data | undefined;
  isPlaceholderData: boolean;
}

/** The result's data; after a refresh that failed, those of before it, as long as the same is asked for (`key`). */
export function useLastGood<Data>({ data, isPlaceholderData }: Result<Data>, key: string): Data | undefined {
  const [good, setGood] = useState<{ key: string; data: Data } | null>(null);
  if (data && !isPlaceholderData && data !== good?.data) {
    setGood({ key, data });
  }
  return data ?? (good?.key === key ? good.data : undefined);
}
