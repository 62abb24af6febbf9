/** A signature by finger: drawn on white whatever the theme, kept as a short text after each stroke. Never asked for twice. */
import '../../look/trip-sign.css';
import { useEffect, useRef } from 'preact/hooks';
import {
  INK_HEIGHT,
  INK_WIDTH,
  inkOf,
  type Point,
  type Stroke,
  strokesOf,
} from '../../../../../src/custody/ink.ts';
import { Icon } from '../../look/Icon.tsx';
import { wizardWords } from '../wizard/words.ts';

/** Twice the grid, so that a line is smooth on every phone. */
const DOTS = 2;
const INK = '#0e1f2d';
const LINE = 9;

type Props = { name: string; value: string | null; onChange: (ink: string | null) => void };

export function SignaturePad({ name, value, onChange }: Props) {
  const said = wizardWords.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<Point[] | null>(null);
  const strokes = (value === null ? null : strokesOf(value)) ?? [];
  useEffect(() => {
    if (canvas.current !== null && stroke.current === null) paint(canvas.current, strokes);
  }, [value]);

  const add = (event: PointerEvent) => {
    const pad = canvas.current;
    // A second finger draws nothing.
    if (pad === null || stroke.current === null || !pad.hasPointerCapture(event.pointerId)) return;
    // Between two frames a finger passes more points than one.
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length > 0 ? passed : [event]) stroke.current.push(pointIn(pad, each));
    paint(pad, [...strokes, stroke.current]);
  };
  const end = (event: PointerEvent) => {
    if (!canvas.current?.hasPointerCapture(event.pointerId)) return;
    const drawn = stroke.current;
    stroke.current = null;
    if (drawn !== null) onChange(inkOf([...strokes, drawn]));
  };
  return (
    <div class="sign-pad">
      <p>
        <b class="choice-label">{said.signHere(name)}</b>
        <span class="hint">{said.signOptional}</span>
      </p>
      <canvas
        ref={canvas}
        width={INK_WIDTH * DOTS}
        height={INK_HEIGHT * DOTS}
        role="img"
        aria-label={value === null ? said.unsigned : said.signedAs}
        onPointerDown={(event) => {
          if (stroke.current !== null || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          stroke.current = [];
          add(event);
        }}
        onPointerMove={add}
        onPointerUp={end}
        onPointerCancel={end}
      />
      {value !== null && (
        <button type="button" class="secondary" onClick={() => onChange(null)}>
          <Icon name="cross" />
          {said.wipe}
        </button>
      )}
    </div>
  );
}

function pointIn(pad: HTMLCanvasElement, { clientX, clientY }: PointerEvent): Point {
  const { left, top, width, height } = pad.getBoundingClientRect();
  return { x: ((clientX - left) / width) * INK_WIDTH, y: ((clientY - top) / height) * INK_HEIGHT };
}

function paint(pad: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const pen = pad.getContext('2d');
  if (pen === null) return;
  pen.setTransform(DOTS, 0, 0, DOTS, 0, 0);
  pen.clearRect(0, 0, INK_WIDTH, INK_HEIGHT);
  pen.lineWidth = LINE;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.strokeStyle = INK;
  for (const stroke of strokes) {
    pen.beginPath();
    for (const { x, y } of stroke) pen.lineTo(x, y);
    // A dot is a line to itself.
    const [only] = stroke;
    if (stroke.length === 1 && only !== undefined) pen.lineTo(only.x, only.y);
    pen.stroke();
  }
}
