import { getTimeZone, type TimeZone } from '@grafana/data';
import { createContext } from 'react';

/** The user's time zone, or the one chosen in the page's time picker. */
export const TimeZoneContext = createContext<TimeZone>(getTimeZone());
