import { z } from 'zod';
import type { BundleImage } from '../bundle.ts';
import { parseScene, type Scene } from '../scene.ts';
import { OldImages } from './old-images.ts';
import { canvasOfOld, layersOfOldState } from './old-state.ts';

/** A template with its images may be large, and not without end. */
const textMax = 32 * 1024 * 1024;
const notesMax = 200;

/** A state of a v2 template: its HTML, alone or with its style sheet. */
const stateSchema = z.union([z.string(), z.looseObject({ html: z.string(), css: z.string().default('') })]).nullish();
const secondSchema = z.looseObject({
  name: z.string().default(''),
  canvasWidth: z.coerce.number().int().min(100).max(7680),
  canvasHeight: z.coerce.number().int().min(100).max(7680),
  activeState: stateSchema,
  restingState: stateSchema,
});

/** `notCarried`: what the new scene lacks, a line each, for whoever mends it in the builder. */
export type OldTemplateImport = { scene: Scene; images: BundleImage[]; notCarried: string[] };

/**
 * A template of the old displays as a scene: v1 (HTML alone) and v2 (JSON with two states). Its markup is read and never shown: what comes out are texts, colours,
 * places and the images that it holds. Never throws.
 */
export function importOldTemplate(
  given: string,
  { sceneId, name }: { sceneId: string; name: string },
): OldTemplateImport | { refused: string } {
  if (given.length > textMax) return { refused: `a template has at most ${textMax} letters` };
  const template = given.trimStart().startsWith('{') ? secondVersion(given) : firstVersion(given);
  if ('refused' in template) return template;
  const { canvas, runner, resting } = template;
  const notes = new Set(template.notes);
  const images = new OldImages();
  const layers = (state: OldState, which: string) =>
    state === null
      ? []
      : layersOfOldState({ ...state, canvas, images, tell: (what) => void (notes.size < notesMax && notes.add(`${which}: ${what}`)) });
  const states = { runner: layers(runner, 'runner'), resting: layers(resting, 'resting') };
  if (states.runner.length + states.resting.length === 0) return { refused: 'there is nothing in this template that could be drawn' };
  const parsed = parseScene({ v: 1, sceneId, name: template.name.trim().slice(0, 80) || name, stage: canvas, background: white, states });
  return 'refused' in parsed ? parsed : { scene: parsed.scene, images: images.all(), notCarried: [...notes] };
}

/** The old canvas was a page: white where nobody had painted. */
const white = { fill: { kind: 'colour', colour: '#ffffff' } };

type OldState = { html: string; css: string } | null;
type OldTemplate = { name: string; canvas: { width: number; height: number }; runner: OldState; resting: OldState; notes: string[] };

function firstVersion(html: string): OldTemplate | { refused: string } {
  if (!html.includes('<')) return { refused: 'this is neither HTML nor JSON' };
  const canvas = canvasOfOld(html);
  const notes = ['resting: the template has no such state', ...(canvas ? [] : ['the size of the canvas: 1920 × 1080 is taken'])];
  return { name: '', canvas: canvas ?? { width: 1920, height: 1080 }, runner: { html, css: '' }, resting: null, notes };
}

function secondVersion(text: string): OldTemplate | { refused: string } {
  const parsed = secondSchema.safeParse(jsonOf(text));
  if (!parsed.success) return { refused: z.prettifyError(parsed.error) };
  const { name, canvasWidth, canvasHeight, activeState, restingState } = parsed.data;
  const state = (said: z.infer<typeof stateSchema>): OldState => (typeof said === 'string' ? { html: said, css: '' } : (said ?? null));
  return {
    name,
    canvas: { width: canvasWidth, height: canvasHeight },
    runner: state(activeState),
    resting: state(restingState),
    notes: [],
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
