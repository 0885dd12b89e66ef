import { slug } from '../../../domain/brand.ts';
import { type PlaceOf, writtenBy } from '../world.ts';
import { escapeMarkup, jsonPage, notFound, type Page } from './markup.ts';

type Forum = PlaceOf<'forum'>;
type Topic = Forum['topics'][number];

/** Discourse's own page length. */
const TOPICS_PER_PAGE = 30;

/** What the forum answers at `now`: the three JSON views of Discourse that hold topics and posts. */
export function forumPage(forum: Forum, url: URL, now: string): Page {
  const topics = writtenBy(forum.topics, now);
  if (url.pathname === '/latest.json') {
    const page = Number(url.searchParams.get('page') ?? 0);
    return jsonPage(latest(topics.slice(page * TOPICS_PER_PAGE, (page + 1) * TOPICS_PER_PAGE)));
  }
  if (url.pathname === '/posts.json')
    return jsonPage({ latest_posts: topics.slice(0, TOPICS_PER_PAGE).map(firstPost) });
  const one = /^\/t\/(?:[^/]+\/)?(\d+)\.json$/.exec(url.pathname);
  const topic = one ? topics.find(topic => topic.id === Number(one[1])) : undefined;
  return topic ? jsonPage({ ...summary(topic), post_stream: { posts: [firstPost(topic)] } }) : notFound;
}

function latest(topics: readonly Topic[]): object {
  return {
    users: topics.map(topic => ({ id: topic.id, username: topic.author, name: null })),
    topic_list: { per_page: TOPICS_PER_PAGE, topics: topics.map(summary) },
  };
}

function summary(topic: Topic): object {
  return {
    id: topic.id,
    title: topic.title,
    fancy_title: escapeMarkup(topic.title),
    slug: slug(topic.title),
    posts_count: 1,
    reply_count: 0,
    created_at: topic.at,
    last_posted_at: topic.at,
    bumped_at: topic.at,
    excerpt: escapeMarkup(topic.text),
    last_poster_username: topic.author,
    posters: [{ user_id: topic.id, description: 'Original Poster' }],
  };
}

function firstPost(topic: Topic): object {
  return {
    id: topic.id * 10,
    topic_id: topic.id,
    topic_slug: slug(topic.title),
    topic_title: topic.title,
    post_number: 1,
    username: topic.author,
    name: null,
    created_at: topic.at,
    updated_at: topic.at,
    cooked: `<p>${escapeMarkup(topic.text)}</p>`,
    raw: topic.text,
    reply_count: 0,
  };
}
