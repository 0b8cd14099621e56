/** SQL that writes a time as text: UTC, ISO 8601 with microseconds. @param time a column or an expression */
export const isoTime = (time: string): string =>
  `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
