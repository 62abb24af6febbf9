/** Starts the screens. */
import '@fontsource/be-vietnam-pro/500.css';
import '@fontsource/be-vietnam-pro/700.css';
import './look/base.css';
import './look/board.css';
import './look/gate.css';
import './look/unit.css';
import './look/shell.css';
import { render } from 'preact';
import { App } from './App.tsx';

const root = document.getElementById('app');
if (root) render(<App />, root);
