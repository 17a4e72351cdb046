import { dateTimeFormatTimeAgo, dateTimeFormatWithAbbrevation } from '@grafana/data';
import React, { useContext } from 'react';
import { TimeZoneContext } from './TimeZoneContext';

/** A relative time with the exact one on hover, in the user's time zone. */
export function TimeAgo({ time }: { time: number }) {
  const timeZone = useContext(TimeZoneContext);
  return (
    <time dateTime={new Date(time).toISOString()} title={dateTimeFormatWithAbbrevation(time, { timeZone })}>
      {dateTimeFormatTimeAgo(time, { timeZone })}
    </time>
  );
}
