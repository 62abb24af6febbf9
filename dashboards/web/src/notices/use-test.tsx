/** A message to oneself through one channel: sent, and followed until it is known what became of it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Channel } from '../../../../src/alerts/duty.ts';
import type { NoticeView } from '../../../../src/keeper/notice-views.ts';
import { call } from '../api/http.ts';
import type { Paged } from '../api/views.ts';
import { when } from '../official/say.ts';
import { session } from '../session/session.ts';
import { reasonOf } from '../shell/use-deed.ts';
import { failureWord } from './failure-word.ts';
import { said } from './words.ts';

const LOOK_MS = 1_000;
const LOOK_MOST_MS = 120_000;
const RECENT = 20;

type Standing =
  | { readonly at: 'none' }
  | { readonly at: 'asking' | 'silent'; readonly channel: Channel }
  | { readonly at: 'sent'; readonly channel: Channel; readonly notice: NoticeView; readonly since: number }
  | { readonly at: 'refused'; readonly why: string };

const isSettled = ({ state }: NoticeView) => state !== 'waiting' && state !== 'sending';

export function useTest(onSettled: () => void = () => {}) {
  const standing = useSignal<Standing>({ at: 'none' });
  const username = session.value?.username ?? '';
  const now = standing.value;
  const follows = now.at === 'sent' && now.notice.state !== 'read' && now.notice.state !== 'failed';
  const id = now.at === 'sent' ? now.notice.id : null;
  useEffect(() => {
    if (!follows) return;
    const look = async () => {
      const was = standing.peek();
      if (was.at !== 'sent') return;
      if (Date.now() - was.since > LOOK_MOST_MS) {
        clearInterval(timer);
        if (!isSettled(was.notice)) standing.value = { at: 'silent', channel: was.channel };
        return;
      }
      const query = new URLSearchParams({ person: username, limit: String(RECENT) });
      const answer = await call<Paged<NoticeView>>(`/notices?${query}`);
      const found = answer.ok ? answer.value.items.find((notice) => notice.id === id) : undefined;
      const still = standing.peek();
      if (found === undefined || still.at !== 'sent' || still.notice.id !== id) return;
      const news = found.state !== still.notice.state;
      if (news) standing.value = { ...still, notice: found };
      if (news && isSettled(found)) onSettled();
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [follows, id, username]);

  const send = async (channel: Channel) => {
    standing.value = { at: 'asking', channel };
    const answer = await call<NoticeView>(`/channels/${channel}/test`, {
      method: 'POST',
      body: { username },
    });
    standing.value = answer.ok
      ? { at: 'sent', channel, notice: answer.value, since: Date.now() }
      : { at: 'refused', why: reasonOf(answer) };
  };
  return {
    standing: now,
    isBusy: now.at === 'asking' || (now.at === 'sent' && !isSettled(now.notice)),
    send,
  };
}

export function TestResult({ test: { standing } }: { test: ReturnType<typeof useTest> }) {
  return (
    <p role="status" class={`notice-result ${isBad(standing) ? 'is-bad' : ''}`}>
      {textOf(standing)}
    </p>
  );
}

const isBad = (now: Standing): boolean =>
  now.at === 'refused' || now.at === 'silent' || (now.at === 'sent' && now.notice.state === 'failed');

function textOf(now: Standing): string {
  const { result } = said.value.kinds;
  switch (now.at) {
    case 'none':
      return '';
    case 'refused':
      return now.why;
    case 'asking':
      return result.waiting(said.value.channels[now.channel]);
    case 'silent':
      return result.silent(said.value.channels[now.channel]);
    case 'sent': {
      const { state, attempts, createdAt } = now.notice;
      const last = attempts.at(-1);
      const name = said.value.channels[last?.channel ?? now.channel];
      if (state === 'waiting' || state === 'sending') return result[state](name);
      if (state === 'failed') return result.failed(name, failureWord(last?.code ?? null));
      return result[state](name, when(last?.at ?? createdAt));
    }
  }
}
