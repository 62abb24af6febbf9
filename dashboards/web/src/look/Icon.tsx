/** All pictograms, drawn on a 24 × 24 grid in the colour of their text. They always stand beside a word. */

const PATHS = {
  check: 'M4.5 12.500l5 5 10-11',
  cross: 'M5.5 5.500l13 13M18.5 5.500l-13 13',
  question: 'M8 8.500a4 4 0 1 1 5.6 3.700c-1.1.5-1.6 1.3-1.6 2.500v.6M12 19.500v.01',
  up: 'M12 19.500V5M5.5 11L12 4.5 18.5 11',
  down: 'M12 4.500V19M5.5 13L12 19.5 18.5 13',
  clock: 'M12 3.500a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.500V12l3.2 2',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.500c.6-4 3.5-6 7.5-6s6.9 2 7.5 6',
  back: 'M4.5 9.500h10a5 5 0 0 1 0 10H8M8.5 5.500l-4 4 4 4',
  'no-signal':
    'M4 4l16 16M8.6 15.400a5 5 0 0 1 6.8 0M5.5 12a9.3 9.3 0 0 1 4-2.300M18.5 12a9 9 0 0 0-2.7-1.800M12 19v.01',
  dots: 'M6 12v.01M12 12v.01M18 12v.01',
  refrigerator:
    'M6.5 3h11a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM5.5 10h13M8.5 6v1.800M8.5 12.500v3',
  freezer: 'M12 3v18M4.2 7.500l15.6 9M19.8 7.500l-15.6 9M9.5 4.500L12 6.500l2.5-2M9.5 19.500l2.5-2 2.5 2',
  'cold-room': 'M3.5 20.500V9L12 3.5 20.5 9v11.500zM9 20.500v-8h6v8M13 16.500v.01',
  'transport-box': 'M3.5 8.500h17v11h-17zM3.5 8.500l2-4h13l2 4M12 4.500v4M9 13h6',
  'door-open': 'M4 20.500h16M6.5 20.500v-17h8v17M14.5 5l4.5 1.500v14M11.5 12v.01',
  'door-closed': 'M4 20.500h16M6.5 20.500v-17h11v17M14.5 12v.01',
  plug: 'M9 3.500V8M15 3.500V8M6.5 8h11v3a5.5 5.5 0 0 1-11 0zM12 16.500v4',
  'no-plug':
    'M9 3.500V6M15 3.500V8h2.500v3a5.5 5.5 0 0 1-.7 2.700M6.5 8v3a5.5 5.5 0 0 0 8 4.900M12 16.500v4M4 4l16 16',
  battery: 'M3.5 8h14v8h-14zM20.5 10.500v3M6.5 11v2',
  box: 'M4 8l8-4.500L20 8v8.500L12 21l-8-4.500zM4 8l8 4.500L20 8M12 12.500V21',
  hold: 'M12 3.500a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM9.8 9v6M14.2 9v6',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.500h-15zM10.5 21h3',
  'bell-off': 'M6 17V11c0-1 .2-1.9.6-2.700M9 5.800A6 6 0 0 1 18 11v4M4.5 18.500H17M10.5 21h3M4 4l16 16',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4',
  moon: 'M19.5 14.500A8.2 8.2 0 0 1 9.5 4.500a8.2 8.2 0 1 0 10 10z',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 9v6M11 9v6M13.5 9v6M16 9v6',
  grid: 'M4 4h6.500v6.500H4zM13.5 4H20v6.500h-6.500zM4 13.500h6.500V20H4zM13.5 13.500H20V20h-6.500z',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  pause: 'M8.5 5v14M15.5 5v14',
  play: 'M7.5 5l11 7-11 7z',
  left: 'M14.5 5l-7 7 7 7',
  right: 'M9.5 5l7 7-7 7',
  calendar: 'M4 6h16v14.500H4zM4 10.500h16M8 3.500V7M16 3.500V7M9.5 13.500l5 4.500M14.5 13.500l-5 4.5',
  recall: 'M12 3.500l9 16H3zM12 9.500v5M12 17v.01',
  link: 'M9.5 14.500l5-5M8 11l-2.5 2.500a3.5 3.5 0 0 0 5 5L13 16M11 8l2.5-2.500a3.5 3.5 0 0 1 5 5L16 13',
  eye: 'M2.5 12C5 7.5 8.2 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-5.7 6.5-9.5 6.500S5 16.5 2.5 12zM12 9.300a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.400z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, bold = false }: { name: IconName; bold?: boolean }) {
  return (
    <svg class={bold ? 'icon icon-bold' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
