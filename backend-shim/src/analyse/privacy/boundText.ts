/** At most `max` characters: the middle is left out, and a note says how much. */
export function boundText(text: string, max: number): string {
  if (text.length <= max) {
    return text;
  }
  const tail = Math.floor(max / 8);
  const head = max - tail - noteRoom;
  return `${text.slice(0, head)} […${text.length - head - tail} characters left out…] ${text.slice(-tail)}`.toWellFormed();
}

const noteRoom = 48;
