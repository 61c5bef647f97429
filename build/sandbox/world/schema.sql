-- Times are Unix seconds, UTC. Columns named folded hold the lower-cased text
-- that searches look into, since SQLite folds ASCII letters only.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- UseResponse

CREATE TABLE ur_team (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE ur_user (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL COLLATE NOCASE UNIQUE,
  folded TEXT NOT NULL,
  phone TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL CHECK (role IN ('administrator', 'agent', 'user')),
  team_id INTEGER REFERENCES ur_team (id),
  tags TEXT NOT NULL DEFAULT '',
  api_key TEXT UNIQUE,
  key_enabled INTEGER NOT NULL DEFAULT 1,
  password_salt BLOB,
  password_hash BLOB,
  online INTEGER NOT NULL DEFAULT 0,
  default_avatar INTEGER NOT NULL DEFAULT 1,
  registered_at INTEGER NOT NULL,
  last_visit_at INTEGER,
  is_deleted INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE ur_forum (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE ur_category (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  ownership TEXT,
  type TEXT,
  description TEXT,
  is_private INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL,
  parent_id INTEGER NOT NULL DEFAULT 0,
  forum_id INTEGER NOT NULL REFERENCES ur_forum (id)
);

CREATE TABLE ur_status (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  background TEXT NOT NULL,
  foreground TEXT NOT NULL,
  is_closed INTEGER NOT NULL,
  is_default INTEGER NOT NULL,
  is_system INTEGER NOT NULL,
  position INTEGER NOT NULL,
  ownership TEXT NOT NULL,
  type TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT '' -- of tickets, the protected status that this is, or that stands behind it
);

CREATE TABLE ur_type (
  slug TEXT PRIMARY KEY,
  ownership TEXT NOT NULL,
  single TEXT NOT NULL,
  plural TEXT NOT NULL,
  position INTEGER NOT NULL,
  comments INTEGER NOT NULL,
  votes INTEGER NOT NULL,
  negative_vote INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE ur_object (
  id INTEGER PRIMARY KEY,
  ownership TEXT NOT NULL,
  type TEXT NOT NULL REFERENCES ur_type (slug),
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  content TEXT,
  form TEXT NOT NULL CHECK (form IN ('bbcode', 'html')),
  folded TEXT NOT NULL,
  language TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('normal', 'archive', 'trash', 'declined')),
  moderation TEXT NOT NULL CHECK (moderation IN ('approved', 'pending', 'declined')),
  decline_reason TEXT NOT NULL DEFAULT '',
  status_id INTEGER REFERENCES ur_status (id),
  category_id INTEGER REFERENCES ur_category (id),
  forum_id INTEGER NOT NULL REFERENCES ur_forum (id),
  author_id INTEGER REFERENCES ur_user (id),
  responsible_id INTEGER REFERENCES ur_user (id),
  team_id INTEGER REFERENCES ur_team (id),
  priority TEXT NOT NULL DEFAULT 'normal',
  is_private INTEGER NOT NULL DEFAULT 0,
  is_featured INTEGER NOT NULL DEFAULT 0,
  is_abused INTEGER NOT NULL DEFAULT 0,
  can_be_commented INTEGER NOT NULL DEFAULT 1,
  views INTEGER NOT NULL DEFAULT 0,
  score INTEGER,
  score_reason TEXT,
  score_comment TEXT,
  completed_by INTEGER REFERENCES ur_user (id),
  completed_at INTEGER,
  commented_at INTEGER,
  created_at INTEGER NOT NULL,
  activity_at INTEGER,
  sla_at INTEGER,
  sla_left INTEGER, -- seconds that are left while the clock of the SLA stands still
  expires_at INTEGER,
  parent_id INTEGER
);
CREATE INDEX ur_object_created ON ur_object (ownership, created_at);
CREATE INDEX ur_object_author ON ur_object (author_id);
CREATE INDEX ur_object_responsible ON ur_object (responsible_id);

CREATE TABLE ur_object_tag (
  object_id INTEGER NOT NULL REFERENCES ur_object (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (object_id, position)
) WITHOUT ROWID;

CREATE TABLE ur_recipient (
  object_id INTEGER NOT NULL REFERENCES ur_object (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  PRIMARY KEY (object_id, email)
) WITHOUT ROWID;

CREATE TABLE ur_link (
  object_id INTEGER NOT NULL REFERENCES ur_object (id) ON DELETE CASCADE,
  linked_id INTEGER NOT NULL REFERENCES ur_object (id) ON DELETE CASCADE,
  PRIMARY KEY (object_id, linked_id)
) WITHOUT ROWID;

CREATE TABLE ur_vote (
  object_id INTEGER NOT NULL REFERENCES ur_object (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES ur_user (id) ON DELETE CASCADE,
  value INTEGER NOT NULL CHECK (value IN (-1, 1)),
  voted_at INTEGER NOT NULL,
  PRIMARY KEY (object_id, user_id)
) WITHOUT ROWID;
CREATE INDEX ur_vote_user ON ur_vote (user_id);

CREATE TABLE ur_subscription (
  object_id INTEGER NOT NULL REFERENCES ur_object (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES ur_user (id) ON DELETE CASCADE,
  PRIMARY KEY (object_id, user_id)
) WITHOUT ROWID;

CREATE TABLE ur_comment (
  id INTEGER PRIMARY KEY,
  object_id INTEGER NOT NULL REFERENCES ur_object (id) ON DELETE CASCADE,
  author_id INTEGER REFERENCES ur_user (id),
  content TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('bbcode', 'html')),
  folded TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  is_private INTEGER NOT NULL DEFAULT 0,
  is_best INTEGER NOT NULL DEFAULT 0,
  is_trashed INTEGER NOT NULL DEFAULT 0,
  moderation TEXT NOT NULL DEFAULT 'approved' CHECK (moderation IN ('approved', 'pending', 'declined')),
  decline_reason TEXT NOT NULL DEFAULT '',
  reply_to INTEGER REFERENCES ur_comment (id) ON DELETE SET NULL
);
CREATE INDEX ur_comment_object ON ur_comment (object_id, created_at);
CREATE INDEX ur_comment_created ON ur_comment (created_at);
CREATE INDEX ur_comment_author ON ur_comment (author_id);
CREATE INDEX ur_comment_reply ON ur_comment (reply_to);

CREATE TABLE ur_comment_vote (
  comment_id INTEGER NOT NULL REFERENCES ur_comment (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES ur_user (id) ON DELETE CASCADE,
  PRIMARY KEY (comment_id, user_id)
) WITHOUT ROWID;
CREATE INDEX ur_comment_vote_user ON ur_comment_vote (user_id);

CREATE TABLE ur_attachment (
  id INTEGER PRIMARY KEY,
  object_id INTEGER REFERENCES ur_object (id) ON DELETE CASCADE,
  comment_id INTEGER REFERENCES ur_comment (id) ON DELETE CASCADE,
  token TEXT UNIQUE,
  name TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX ur_attachment_object ON ur_attachment (object_id);
CREATE INDEX ur_attachment_comment ON ur_attachment (comment_id);

CREATE TABLE ur_field (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL CHECK (entity IN ('object', 'user')),
  module TEXT NOT NULL,
  label TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text', 'date', 'select', 'checkbox')),
  description TEXT,
  options TEXT NOT NULL,
  is_private INTEGER NOT NULL DEFAULT 0,
  is_required INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE ur_field_value (
  entity TEXT NOT NULL CHECK (entity IN ('object', 'user')),
  entity_id INTEGER NOT NULL,
  field_id INTEGER NOT NULL REFERENCES ur_field (id),
  value TEXT NOT NULL,
  PRIMARY KEY (entity, entity_id, field_id)
) WITHOUT ROWID;

CREATE TABLE ur_change (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL CHECK (entity IN ('object', 'user')),
  entity_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  previous TEXT NOT NULL,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by INTEGER REFERENCES ur_user (id),
  source TEXT NOT NULL
);
CREATE INDEX ur_change_entity ON ur_change (entity, entity_id);

CREATE TABLE ur_chat (
  id INTEGER PRIMARY KEY,
  external_id INTEGER NOT NULL UNIQUE,
  title TEXT,
  token TEXT NOT NULL,
  source TEXT NOT NULL,
  score INTEGER,
  author_id INTEGER REFERENCES ur_user (id),
  responsible_id INTEGER REFERENCES ur_user (id),
  seen_by_client INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  completed_at INTEGER
);

CREATE TABLE ur_chat_message (
  id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL REFERENCES ur_chat (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  content TEXT NOT NULL,
  author_id INTEGER REFERENCES ur_user (id),
  is_system INTEGER NOT NULL DEFAULT 0,
  token TEXT NOT NULL,
  file_name TEXT,
  parent_id INTEGER,
  created_at INTEGER NOT NULL
);
CREATE INDEX ur_chat_message_chat ON ur_chat_message (chat_id, id);

CREATE TABLE ur_note (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES ur_user (id) ON DELETE CASCADE,
  author_id INTEGER REFERENCES ur_user (id),
  content TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('bbcode', 'html')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  remind_at INTEGER
);

-- Usedesk

CREATE TABLE ud_agent (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  position TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('admin', 'employee', 'support')),
  phone TEXT,
  chat_online INTEGER NOT NULL,
  online INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE ud_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE ud_group_agent (
  group_id INTEGER NOT NULL REFERENCES ud_group (id),
  agent_id INTEGER NOT NULL REFERENCES ud_agent (id),
  PRIMARY KEY (group_id, agent_id)
) WITHOUT ROWID;

CREATE TABLE ud_channel (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  email TEXT
);

CREATE TABLE ud_right (
  agent_id INTEGER NOT NULL REFERENCES ud_agent (id),
  channel_id INTEGER NOT NULL REFERENCES ud_channel (id),
  access TEXT NOT NULL CHECK (access IN ('read', 'write')),
  PRIMARY KEY (agent_id, channel_id)
) WITHOUT ROWID;

CREATE TABLE ud_client (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  company TEXT NOT NULL DEFAULT '',
  position TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  vip INTEGER NOT NULL DEFAULT 0,
  spammer INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
);

CREATE TABLE ud_contact (
  id INTEGER PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES ud_client (id),
  kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'messenger')),
  detail TEXT NOT NULL,
  value TEXT NOT NULL
);
CREATE INDEX ud_contact_client ON ud_contact (client_id);
CREATE INDEX ud_contact_value ON ud_contact (kind, value);

CREATE TABLE ud_ticket (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  folded TEXT NOT NULL,
  client_id INTEGER REFERENCES ud_client (id),
  assignee_id INTEGER REFERENCES ud_agent (id),
  group_id INTEGER REFERENCES ud_group (id),
  channel_id INTEGER REFERENCES ud_channel (id),
  status INTEGER NOT NULL,
  priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'urgent', 'extreme')),
  type TEXT NOT NULL CHECK (type IN ('question', 'task', 'problem', 'incident')),
  additional_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  remind_at INTEGER
);
CREATE INDEX ud_ticket_client ON ud_ticket (client_id);

CREATE TABLE ud_tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE
);

CREATE TABLE ud_ticket_tag (
  ticket_id INTEGER NOT NULL REFERENCES ud_ticket (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES ud_tag (id),
  PRIMARY KEY (ticket_id, tag_id)
) WITHOUT ROWID;

CREATE TABLE ud_field (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3, 4)),
  name TEXT NOT NULL,
  required INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL
);

CREATE TABLE ud_field_option (
  id INTEGER PRIMARY KEY,
  field_id INTEGER NOT NULL REFERENCES ud_field (id),
  value TEXT NOT NULL,
  parents TEXT NOT NULL DEFAULT '[]',
  position INTEGER NOT NULL
);

CREATE TABLE ud_field_value (
  id INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES ud_ticket (id) ON DELETE CASCADE,
  field_id INTEGER NOT NULL REFERENCES ud_field (id),
  value TEXT,
  UNIQUE (ticket_id, field_id)
);

CREATE TABLE ud_sla (
  ticket_id INTEGER NOT NULL REFERENCES ud_ticket (id) ON DELETE CASCADE,
  type TEXT NOT NULL CHECK (type IN ('first_reply', 'next_reply', 'close')),
  due_at INTEGER NOT NULL,
  PRIMARY KEY (ticket_id, type)
) WITHOUT ROWID;

CREATE TABLE ud_comment (
  id INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES ud_ticket (id) ON DELETE CASCADE,
  message TEXT NOT NULL,
  folded TEXT NOT NULL,
  sender TEXT NOT NULL CHECK (sender IN ('client', 'user', 'trigger')),
  type TEXT NOT NULL CHECK (type IN ('public', 'private')),
  agent_id INTEGER REFERENCES ud_agent (id),
  client_id INTEGER REFERENCES ud_client (id),
  is_first INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 1,
  is_read INTEGER NOT NULL DEFAULT 0,
  published_at INTEGER NOT NULL,
  cc TEXT NOT NULL DEFAULT '[]',
  bcc TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX ud_comment_ticket ON ud_comment (ticket_id, published_at);

CREATE TABLE ud_file (
  id INTEGER PRIMARY KEY,
  comment_id INTEGER NOT NULL REFERENCES ud_comment (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX ud_file_comment ON ud_file (comment_id);

CREATE TABLE ud_change (
  id INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES ud_ticket (id) ON DELETE CASCADE,
  trigger_id INTEGER,
  agent_id INTEGER REFERENCES ud_agent (id),
  changes TEXT NOT NULL,
  old_status INTEGER NOT NULL,
  new_status INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
);
CREATE INDEX ud_change_ticket ON ud_change (ticket_id);
