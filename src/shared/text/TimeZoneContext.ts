import { getTimeZone } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { createContext } from 'react';

/** The user's time zone, or the one chosen in the page's time picker. */
export const TimeZoneContext = createContext<TimeZone>(getTimeZone());
