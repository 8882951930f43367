import { createHash } from 'node:crypto';
import { refreshScript } from './refresh-script.ts';
import { style } from './style.ts';

export type PageRow = { what: string; says: string; level?: 'well' | 'warn' | 'error' };

/** What a person reads: the word first, then why, then what is there. Texts come from decoders too, so each is escaped. */
export type PageView = {
  title: string;
  word: 'well' | 'look' | 'alarm';
  /** Beside the word: what this is, and what time it is there. */
  aside: string;
  reasons: readonly { level: 'warn' | 'error'; text: string; lasts: string }[];
  sections: readonly { name: string; rows: readonly PageRow[] }[];
  notices: readonly { at: string; level: string; text: string }[];
};

/** Nothing but this page's own style and script, by their hashes; it asks nobody but us. */
export const statusContentSecurityPolicy = [
  "default-src 'none'",
  `style-src '${hashOf(style)}'`,
  `script-src '${hashOf(refreshScript)}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const words = { well: 'All well', look: 'Look at this', alarm: 'Alarm' };

export function statusPage(view: PageView): string {
  const { title, word, aside, reasons, sections, notices } = view;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(`${words[word]}: ${title}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header data-part="state" class="${word}"><h1 id="word">${words[word]}</h1><p id="aside">${text(aside)}</p>
<ul id="reasons">${reasons.map(({ level, text: why, lasts }) => `<li class="${level}">${text(why)} <small>for ${text(lasts)}</small></li>`).join('')}</ul>
</header>
<div class="sections" data-part="sections">
${sections.map(({ name, rows }) => `<section><h2>${text(name)}</h2><dl>${rows.map(row).join('')}</dl></section>`).join('\n')}
</div>
<section data-part="notices"><h2>What was said, newest first (UTC)</h2>
<ol>${notices.map(({ at, level, text: said }) => `<li class="${level}"><time>${text(at)}</time> ${text(said)}</li>`).join('\n')}</ol>
</section>
</main>
<noscript><p>Reload this page to see what is true now.</p></noscript>
<script>${refreshScript}</script>
</body>
</html>
`;
}

function row({ what, says, level = 'well' }: PageRow): string {
  return `<div class="${level}"><dt>${text(what)}</dt><dd>${text(says)}</dd></div>`;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function text(plain: string): string {
  return plain.replaceAll(/[&<>"']/g, (letter) => escapes[letter]!);
}

function hashOf(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}
