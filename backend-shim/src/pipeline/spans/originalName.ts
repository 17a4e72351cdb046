/**
 * The key under which a span's own attributes hold its name, where that is not its template's: names with an order's
 * number in them, or of a sender who makes up ever new ones. No attribute of a sender's has this key.
 */
export const originalName = 'maho_insights.span_name';
