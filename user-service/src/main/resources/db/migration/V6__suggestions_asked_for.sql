-- When a user last asked for suggestions: who ended them before by a link, and is heard of later, has asked for them since. It
-- may be empty, so that a process of the release before goes on beside this one.
alter table users add column suggestions_asked_at timestamptz;
