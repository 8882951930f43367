import { type ChildNode, type Document, Element, Text } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { type LayerInput, layerSchema } from '../layers.ts';
import { layersMax } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { entranceOfOld } from './old-entrance.ts';
import { fieldOfOld, textInOurWords } from './old-fields.ts';
import type { OldImages } from './old-images.ts';
import { colourOfOld, type Declarations, declarations, lengthPx, simpleRules } from './old-styles.ts';

type Box = { x: number; y: number; width: number; height: number };
type Place = { box: Box; style: Declarations; depth: number };
type Room = { canvas: Stage; rules: Map<string, Declarations>; images: OldImages; tell: (what: string) => void; layers: LayerInput[] };

const depthMax = 60;
/** What a text takes over from what it stands in. */
const inherited = [
  'color',
  'font-size',
  'font-family',
  'font-weight',
  'font-style',
  'text-align',
  'line-height',
  'letter-spacing',
  'text-transform',
];
const leftOut = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'video',
  'audio',
  'canvas',
  'svg',
  'form',
  'input',
  'button',
  'link',
  'meta',
  'head',
  'title',
]);
const toldOf = new Set(['script', 'iframe', 'object', 'embed', 'video', 'audio', 'canvas', 'svg', 'form', 'input', 'button', 'link']);

/** One state of an old template as layers. Nothing of it is ever run or shown as markup. */
export function layersOfOldState(at: {
  html: string;
  css: string;
  canvas: Stage;
  images: OldImages;
  tell: (what: string) => void;
}): LayerInput[] {
  const document = parseDocument(at.html);
  const sheet = simpleRules([at.css, ...styleTexts(document)].join('\n'));
  if (sheet.others > 0) at.tell(`${sheet.others} style rules that name neither one id nor one class`);
  const room: Room = { ...at, rules: sheet.rules, layers: [] };
  walk(document.children, { box: { x: 0, y: 0, ...at.canvas }, style: new Map(), depth: 0 }, room);
  if (room.layers.length > layersMax) at.tell(`${room.layers.length - layersMax} layers beyond the first ${layersMax}`);
  return room.layers.slice(0, layersMax);
}

/** The canvas of a template that does not say it: the first element with a size in px. */
export function canvasOfOld(html: string): Stage | null {
  for (const element of elementsOf(parseDocument(html))) {
    const style = declarations(element.attribs.style ?? '');
    const [width, height] = [style.get('width'), style.get('height')].map((value) => /^(\d{3,4})px$/.exec(value ?? '')?.[1]);
    if (width && height) return { width: Number(width), height: Number(height) };
  }
  return null;
}

function walk(nodes: readonly ChildNode[], place: Place, room: Room): void {
  for (const node of nodes) if (node instanceof Element) element(node, place, room);
}

function element(node: Element, place: Place, room: Room): void {
  if (toldOf.has(node.name)) room.tell(`<${node.name}> is left out`);
  if (leftOut.has(node.name)) return;
  if (place.depth > depthMax) {
    room.tell(`elements that stand more than ${depthMax} deep in others`);
    return;
  }
  const style = styleOf(node, place, room.rules);
  if (style.get('display') === 'none') return;
  for (const name of Object.keys(node.attribs)) if (/^on/i.test(name)) room.tell(`the script in ${name} is left out`);
  const box = boxOf(style, place.box, room.canvas);
  const ground = colourOfOld(style.get('background-color') ?? style.get('background'));
  if (ground)
    put({
      kind: 'shape',
      fill: { kind: 'colour', colour: ground },
      radiusPx: lengthPx(style.get('border-radius'), { whole: box.width, canvas: room.canvas }) ?? 0,
    });
  if (/url\(|gradient\(/i.test(style.get('background-image') ?? style.get('background') ?? '')) backgroundImage();
  if (node.name === 'img') image(node.attribs.src ?? '');
  const words = wordsOf(node, room.tell);
  if (words) put({ kind: 'text', text: words.slice(0, 2_000), style: textStyle(style, box, room.canvas) });
  for (const property of ['filter', 'clip-path', 'mix-blend-mode', 'background-clip'])
    if (style.has(property)) room.tell(`${property} is left out`);
  walk(node.children, { box, style, depth: place.depth + 1 }, room);

  function put(layer: object): void {
    const name = node.attribs.class?.split(' ', 1)[0] ?? node.name;
    const entrance = entranceOfOld({ name: animationOf(node, style), style, attributes: node.attribs });
    const made = layerSchema.safeParse({
      id: `old-${room.layers.length + 1}`,
      name: name.slice(0, 80),
      ...box,
      rotation: rotationOf(style),
      opacity: share(style.get('opacity')),
      ...(entrance && { entrance }),
      ...layer,
    });
    if (made.success) room.layers.push(made.data);
    else room.tell(`<${node.name}> cannot be a layer: ${made.error.issues[0]?.message ?? 'unknown'}`);
  }

  function image(address: string): void {
    const kept = room.images.keep(address);
    if ('sha256' in kept)
      put({
        kind: 'image',
        image: { from: 'upload', sha256: kept.sha256 },
        fit: style.get('object-fit') === 'cover' ? 'cover' : 'contain',
        alt: (node.attribs.alt ?? '').slice(0, 200),
      });
    else room.tell(kept.told);
  }

  function backgroundImage(): void {
    const [, address] = /url\(\s*["']?([^"')]+)/i.exec(style.get('background-image') ?? style.get('background') ?? '') ?? [];
    if (address) image(address);
    else room.tell('a background gradient');
  }
}

function styleOf(node: Element, { style: around }: Place, rules: Room['rules']): Declarations {
  const own: Declarations[] = (node.attribs.class ?? '').split(/\s+/).flatMap((name) => rules.get(`.${name}`) ?? []);
  const byId = rules.get(`#${node.attribs.id}`);
  const taken = inherited.flatMap((property): [string, string][] => (around.has(property) ? [[property, around.get(property)!]] : []));
  return new Map([...taken, ...own.flatMap((one) => [...one]), ...(byId ?? []), ...declarations(node.attribs.style ?? '')]);
}

/** Where it says it stands, in what it stands in; without a word it fills that. */
function boxOf(style: Declarations, around: Box, canvas: Stage): Box {
  const across = (property: string) => lengthPx(style.get(property), { whole: around.width, canvas });
  const down = (property: string) => lengthPx(style.get(property), { whole: around.height, canvas });
  const width = Math.max(1, across('width') ?? around.width - (across('left') ?? 0));
  const height = Math.max(1, down('height') ?? around.height - (down('top') ?? 0));
  const [right, bottom] = [across('right'), down('bottom')];
  const left = across('left') ?? (right === null ? 0 : around.width - right - width);
  const top = down('top') ?? (bottom === null ? 0 : around.height - bottom - height);
  return { x: around.x + left, y: around.y + top, width, height };
}

function textStyle(style: Declarations, box: Box, canvas: Stage) {
  const sizePx = lengthPx(style.get('font-size'), { whole: box.height, canvas }) ?? 48;
  const weight =
    { normal: 400, bold: 700, bolder: 800, lighter: 300 }[style.get('font-weight') ?? ''] ?? Number(style.get('font-weight') ?? 400);
  const lineHeight = Number(style.get('line-height'));
  const align = style.get('text-align') ?? 'left';
  return {
    font: /condensed|narrow|impact|oswald|bebas/i.test(style.get('font-family') ?? '') ? 'condensed' : 'inter',
    sizePx: Math.min(2_000, Math.max(4, sizePx)),
    weight: Number.isInteger(weight) && weight >= 100 && weight <= 900 ? weight : 400,
    isItalic: style.get('font-style') === 'italic',
    colour: colourOfOld(style.get('color')) ?? '#000000',
    align: ['left', 'center', 'right', 'start', 'end'].includes(align) ? align : 'left',
    lineHeight: lineHeight >= 0.7 && lineHeight <= 3 ? lineHeight : 1.15,
    isUpperCase: style.get('text-transform') === 'uppercase',
    fit: 'shrink',
    // The old builder never made a text smaller than half of what it was.
    smallestShare: 0.5,
  };
}

/** Its own words, and not those of what stands in it. A runner's field by its attribute goes before the sample that stands there. */
function wordsOf(node: Element, tell: Room['tell']): string {
  const placeholder = node.attribs['data-placeholder'];
  if (placeholder !== undefined) {
    const field = fieldOfOld(placeholder);
    if (!field) tell(`there is no field for “${placeholder.slice(0, 40)}”`);
    return field ? `{{${field}}}` : '';
  }
  const words = node.children.map((child) =>
    child instanceof Text ? child.data : child instanceof Element && child.name === 'br' ? ' ' : '',
  );
  return textInOurWords(words.join(''), tell).replaceAll(/\s+/g, ' ').trim();
}

function animationOf(node: Element, style: Declarations): string {
  const byClass = node.attribs.class
    ?.split(/\s+/)
    .find((name) => /in(up|down|left|right|x|y)?$/i.test(name) && /fade|zoom|bounce|slide|flip|rotate|roll/i.test(name));
  return node.attribs['data-animation'] ?? style.get('animation-name') ?? style.get('animation')?.split(/\s+/, 1)[0] ?? byClass ?? '';
}

const rotationOf = (style: Declarations) => {
  const degrees = Number(/rotate\((-?\d+(?:\.\d+)?)deg\)/.exec(style.get('transform') ?? '')?.[1] ?? 0);
  return Math.abs(degrees) <= 360 ? degrees : 0;
};

function share(value: string | undefined): number {
  const number = value === undefined ? 1 : Number(value);
  return number >= 0 && number <= 1 ? number : 1;
}

const styleTexts = (document: Document) =>
  elementsOf(document)
    .filter(({ name }) => name === 'style')
    .map((style) => style.children.map((child) => (child instanceof Text ? child.data : '')).join(''));

/** Every element, however deep, without a call within a call. */
function elementsOf(document: Document): Element[] {
  const found: Element[] = [];
  const waiting: ChildNode[] = [...document.children].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!(node instanceof Element)) continue;
    found.push(node);
    waiting.push(...[...node.children].reverse());
  }
  return found;
}
