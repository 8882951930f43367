/** The LRC: the sum of the character codes, low byte, two hex digits. Taken over everything after the header up to the check itself. */
export function lrc(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return (sum & 0xff).toString(16).padStart(2, '0');
}
