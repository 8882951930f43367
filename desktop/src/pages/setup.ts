import './zod-settings.ts'; // first: before any schema is made
import './setup.css';
import type { Answered, Bridge } from '../channels.ts';
import { addressOf, shownAt } from './address.ts';

declare global {
  interface Window {
    chute: Bridge;
  }
}

const lookAgainMs = 3_000;
const { ask } = window.chute;
const one = <E extends Element = HTMLElement>(selector: string) => document.querySelector<E>(selector)!;
const form = one<HTMLFormElement>('#setup');

const monitors = await ask('monitors:list');
const { settings, path, problem } = await ask('settings:read');
say(problem ?? '', 'bad');
for (const monitor of monitors) one('#screens').append(screenRow(monitor));
for (const source of settings.sources.length > 0 ? settings.sources : ['']) addSource(source);
for (const name of ['startAtLogin', 'findEdges'] as const) checkbox(name).checked = settings[name];
one('#add-source').addEventListener('click', () => addSource('').focus());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void save();
});
void showEdges();
setInterval(showEdges, lookAgainMs);

function screenRow({ monitor, label, bounds }: Answered<'monitors:list'>[number]): HTMLElement {
  const screen = settings.screens.find((each) => each.monitor === monitor);
  const name = `${monitor} · ${label || 'Monitor'} ${bounds.width} × ${bounds.height}`;
  const address = textInput(`What monitor ${monitor} shows`, screen ? addressOf(screen, settings.sources) : '');
  address.dataset.monitor = String(monitor);
  address.placeholder = 'nothing';
  const kiosk = element('input', { type: 'checkbox', checked: screen?.kiosk ?? true });
  const label_ = element('label', {}, kiosk, ' whole screen');
  return element('div', { className: 'row' }, element('span', { className: 'monitor', textContent: name }), address, label_);
}

function addSource(source: string): HTMLInputElement {
  const input = textInput('Address of a hub or an edge', source);
  input.name = 'source';
  input.placeholder = 'http://192.0.2.7:8080';
  one('#sources').append(element('div', { className: 'row' }, input));
  return input;
}

async function showEdges(): Promise<void> {
  const edges = await ask('edges:list');
  if (edges.length === 0) return;
  const rows = edges.map(({ name, address, eventId }) => {
    const use = element('button', { type: 'button', textContent: 'Listen to it' });
    use.addEventListener('click', () => useEdge(address));
    const words = eventId ? `${name} · ${address}` : `${name} · ${address} · no event yet`;
    return element('div', { className: 'row' }, element('span', { textContent: words }), use);
  });
  one('#edges').replaceChildren(...rows);
}

function useEdge(address: string): void {
  const inputs = sourceInputs();
  if (inputs.some(({ value }) => value === address)) return;
  const empty = inputs.find(({ value }) => value.trim() === '');
  if (empty) empty.value = address;
  else addSource(address);
}

async function save(): Promise<void> {
  const rows = [...document.querySelectorAll<HTMLInputElement>('input[data-monitor]')].filter(({ value }) => value.trim() !== '');
  const shown = rows.map((input) => {
    const kiosk = input.parentElement!.querySelector<HTMLInputElement>('input[type="checkbox"]')!.checked;
    const found = shownAt(input.value, { monitor: Number(input.dataset.monitor), kiosk });
    input.ariaInvalid = String(found === null);
    return found;
  });
  if (shown.includes(null)) return say('That is no address of a board, an announcer’s view or a display.', 'bad');
  const typed = sourceInputs().map(({ value }) => value.trim());
  const sources = [...new Set([...typed, ...shown.map((each) => each!.source)].filter(Boolean))];
  const screens = shown.map((each) => each!.screen);
  const choices = { startAtLogin: checkbox('startAtLogin').checked, findEdges: checkbox('findEdges').checked };
  try {
    const answer = await ask('settings:save', { sources, screens, ...choices });
    say(answer.problem ?? `Saved in ${path}`, answer.problem ? 'bad' : 'good');
  } catch {
    say('An address of a hub or an edge begins with http:// or https://', 'bad');
  }
}

function say(words: string, tone: 'good' | 'bad'): void {
  one('#said').textContent = words;
  one('#said').dataset.tone = tone;
}

function sourceInputs(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[name="source"]')];
}

function checkbox(name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

function textInput(label: string, value: string): HTMLInputElement {
  return element('input', { type: 'text', ariaLabel: label, value, spellcheck: false });
}

function element<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  properties: Partial<HTMLElementTagNameMap[T]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[T] {
  const made = Object.assign(document.createElement(tag), properties);
  if (children.length > 0) made.append(...children);
  return made;
}
