/** Declarations by property, lower case. */
export type Declarations = Map<string, string>;

const rule = /([^{}]+)\{([^{}]*)\}/g;

/** `left: 10px; color: red` */
export function declarations(style: string): Declarations {
  const found: Declarations = new Map();
  for (const part of style.split(';')) {
    const colon = part.indexOf(':');
    const value = part
      .slice(colon + 1)
      .replace(/!important/i, '')
      .trim();
    if (colon > 0 && value) found.set(part.slice(0, colon).trim().toLowerCase(), value);
  }
  return found;
}

/** The rules of a style sheet that name one id or one class, which are those that the old builder wrote. `others`: how many there were besides. */
export function simpleRules(css: string): { rules: Map<string, Declarations>; others: number } {
  const rules = new Map<string, Declarations>();
  let others = 0;
  for (const [, selectors = '', body = ''] of css.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(rule)) {
    for (const selector of selectors.split(',').map((one) => one.trim())) {
      if (/^[#.][\w-]+$/.test(selector)) rules.set(selector, new Map([...(rules.get(selector) ?? []), ...declarations(body)]));
      else others += 1;
    }
  }
  return { rules, others };
}

/** Length in px; percent and viewport units are of the canvas. Null = not a length. */
export function lengthPx(value: string | undefined, of: { whole: number; canvas: { width: number; height: number } }): number | null {
  const [, digits, unit] = /^(-?\d+(?:\.\d+)?)(px|%|vw|vh|pt)?$/.exec(value?.trim() ?? '') ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  switch (unit) {
    case '%':
      return (number / 100) * of.whole;
    case 'vw':
      return (number / 100) * of.canvas.width;
    case 'vh':
      return (number / 100) * of.canvas.height;
    case 'pt':
      return (number * 4) / 3;
    default:
      return number;
  }
}

const named: Record<string, string> = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  yellow: '#ffff00',
  orange: '#ffa500',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  gold: '#ffd700',
  navy: '#000080',
  purple: '#800080',
};

/** `#rrggbb[aa]`; null for none, transparent, and what is no colour. */
export function colourOfOld(value: string | undefined): string | null {
  const said = value?.trim().toLowerCase() ?? '';
  if (/^#([0-9a-f]{6}|[0-9a-f]{8})$/.test(said)) return said;
  if (/^#[0-9a-f]{3}$/.test(said)) return `#${[...said.slice(1)].map((digit) => digit + digit).join('')}`;
  if (Object.hasOwn(named, said)) return named[said]!;
  const parts =
    /^rgba?\(([^)]*)\)$/
      .exec(said)?.[1]
      ?.split(/[\s,/]+/)
      .filter(Boolean)
      .map(Number) ?? [];
  if (parts.length < 3 || parts.length > 4 || parts.some((part) => !(part >= 0 && part <= 255)) || parts[3] === 0) return null;
  const [red, green, blue, opacity = 1] = parts;
  return `#${[red!, green!, blue!, ...(opacity < 1 ? [opacity * 255] : [])].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
