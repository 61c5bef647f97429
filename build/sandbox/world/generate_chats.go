package world

import (
	"fmt"
	"strings"
	"time"
)

// BaseMark stands for the server's address in stored links.
const BaseMark = "{base}"

// storeChats stores the chats of UseResponse. Ids and external ids differ, since
// clients must not mix them up.
func (g *generator) storeChats() {
	for i, t := range g.chronological(g.topics(g.library.chats, nil, len(g.library.chats)), 40*24*time.Hour, 2) {
		g.storeChat(t, int64(51+i))
	}
}

func (g *generator) storeChat(t dated, id int64) {
	author := g.customer(t.language)
	if id%5 == 1 {
		author = SeedUser
	}
	var title, responsible, updated, completed, score any
	if t.title != "-" {
		title = t.title
	}
	agent := pick(g, g.agents)
	for _, said := range t.turns {
		if said.who == '!' {
			responsible = agent
		}
	}
	at := t.at
	instants := make([]time.Time, len(t.turns))
	for i := range instants {
		at = at.Add(time.Duration(g.between(4, 95)) * time.Second)
		if at.After(g.now) {
			at = g.now
		}
		instants[i] = at
	}
	if len(instants) > 0 {
		updated = at.Unix()
	}
	if g.now.Sub(at) > 5*time.Hour {
		completed = min(at.Add(10*time.Minute).Unix(), g.now.Unix())
		if g.chance(0.4) {
			score = g.between(3, 5)
		}
	}
	g.insert("ur_chat", `id, external_id, title, token, source, score, author_id, responsible_id, seen_by_client, created_at, updated_at,
		completed_at`, id, id+1000, title, fmt.Sprintf("chat-%d", id), "widget", score, author, responsible, g.chance(0.8),
		t.at.Unix(), updated, completed)
	for i, said := range t.turns {
		writer := author
		if said.who != '>' {
			writer = agent
		}
		kind, content, file := g.chatContent(said.text)
		message := g.insert("ur_chat_message", "chat_id, type, content, author_id, is_system, token, file_name, created_at",
			id, kind, content, writer, said.who == '~', fmt.Sprintf("m-%d-%d", id, i+1), file, instants[i].Unix())
		g.exec(`UPDATE ur_chat_message SET token = 'm-' || id WHERE id = ?`, message)
	}
}

// chatContent gives the type, the content and the file name of a written turn:
// "@file:" and "@image:" name a file, "@article:" an article by its title.
func (g *generator) chatContent(text string) (kind, content string, file any) {
	mark, name, _ := strings.Cut(text, ":")
	switch mark {
	case "@file", "@image":
		kind, body := "document", []byte("%PDF-1.4\n%%EOF\n")
		if mark == "@image" {
			kind, body = "image", g.picture()
		}
		id := g.insert("ur_attachment", "name, body", name, body)
		return kind, fmt.Sprintf("%s/files/%d/%s", BaseMark, id, name), name
	case "@article":
		id, found, err := One[int64](g.ctx, g.tx, `SELECT id FROM ur_object WHERE title = ?`, name)
		g.keep(err)
		if !found {
			g.keep(fmt.Errorf("a chat names the article %q, which knowledge.txt lacks", name))
		}
		return "article", JSONText(map[string]string{"title": name, "link": fmt.Sprintf("%s/knowledge-base/%d", BaseMark, id)}), nil
	}
	return "text", text, nil
}

// storeNotes stores what agents noted about some customers, and edits of others.
func (g *generator) storeNotes() {
	for range 24 {
		user := pick(g, g.everybody)
		content := g.phrase("note", "en")
		var remind any
		if g.chance(0.3) {
			remind = g.now.Add(g.age(20*24*time.Hour, 1)).Truncate(time.Hour).Unix()
		}
		g.insert("ur_note", "user_id, author_id, content, form, created_at, remind_at", user, pick(g, g.agents), content, "bbcode",
			g.now.Add(-g.age(200*24*time.Hour, 1.5)).Unix(), remind)
	}
	for range 30 {
		user := pick(g, g.everybody)
		g.changes++
		g.insert("ur_change", "batch, entity, entity_id, field, previous, value, changed_at, changed_by, source", g.changes, "user", user,
			"tags", "", pick(g, []string{"vip", "beta", "trial"}), g.now.Add(-g.age(200*24*time.Hour, 1)).Unix(), pick(g, g.agents), "web")
	}
}
