import type { Comparison, Difference } from './compare.ts';

const shownAtMost = 40;

/** What `chute-sim check` tells a person. */
export function reportText(comparison: Comparison, seed: string): string {
  const { participants, equal, explained, unexplained } = comparison;
  const lines = [`${participants} participants: ${equal} equal to the truth.`];
  if (explained.length > 0) lines.push('', `${explained.length} differences that the ledger explains:`, ...listed(explained));
  if (unexplained.length > 0) lines.push('', `${unexplained.length} differences that nothing explains:`, ...listed(unexplained));
  const verdict = unexplained.length === 0 ? 'PASS' : 'FAIL';
  return [...lines, '', `${verdict} (seed ${seed})`, ''].join('\n');
}

function listed(differences: readonly Difference[]): string[] {
  const shown = differences.slice(0, shownAtMost).map(line);
  const rest = differences.length - shown.length;
  return rest > 0 ? [...shown, `  … and ${rest} more (--json gives all)`] : shown;
}

function line({ bib, field, truth, found, because }: Difference): string {
  return `  bib ${bib}  ${field}: truth ${value(field, truth)}, found ${value(field, found)}${because ? `  (${because})` : ''}`;
}

function value(field: string, of: unknown): string {
  if (field === 'splits')
    return (of as { passed_at_ms: number }[]).map((split) => new Date(split.passed_at_ms).toISOString()).join(' ') || 'none';
  if (typeof of !== 'number') return typeof of === 'string' ? of : JSON.stringify(of);
  if (field.endsWith('_at_ms')) return new Date(of).toISOString();
  if (field.endsWith('_ms') || field.startsWith('official')) return durationText(of);
  return String(of);
}

function durationText(ms: number): string {
  const whole = Math.floor(Math.abs(ms) / 1000);
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}.${String(Math.abs(ms) % 1000).padStart(3, '0')}`;
  return ms < 0 ? `-${text}` : text;
}
