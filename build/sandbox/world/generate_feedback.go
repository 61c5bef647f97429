package world

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// SeedUser is the customer whose key is documented. Some objects are theirs, so
// that "mine" is never empty.
const SeedUser = 9

// dated is a topic with the instant it was written.
type dated struct {
	topic
	at time.Time
}

// chronological gives each topic an age and puts the oldest first, so that ids
// rise with time.
func (g *generator) chronological(topics []topic, longest time.Duration, bend float64) []dated {
	all := make([]dated, len(topics))
	for i, t := range topics {
		all[i] = dated{t, g.now.Add(-g.age(longest, bend)).Truncate(time.Second)}
	}
	slices.SortStableFunc(all, func(a, b dated) int { return a.at.Compare(b.at) })
	return all
}

// storeFeedback stores ideas, problems and questions with their votes, comments
// and history.
func (g *generator) storeFeedback() {
	all := g.chronological(g.topics(g.library.feedback, g.library.feedbackTemplates, FeedbackCount), 430*24*time.Hour, 1.8)
	ranks := g.popularity(all)
	for i, t := range all {
		g.storeTopic(t, i, ranks[i])
	}
}

// popularity gives each topic its place in the order of votes. Topics with a
// written conversation tend to stand before those made from templates, old ones
// before new ones, and ideas before questions.
func (g *generator) popularity(all []dated) []int {
	scores := make([]float64, len(all))
	order := make([]int, len(all))
	for i, t := range all {
		order[i] = i
		scores[i] = g.random.Float64() * min(1, g.now.Sub(t.at).Hours()/(24*20))
		if len(t.turns) == 0 {
			scores[i] *= 0.55
		}
		if t.kind == "question" {
			scores[i] *= 0.6
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	ranks := make([]int, len(all))
	for rank, i := range order {
		ranks[i] = rank
	}
	return ranks
}

// votesAt gives how many votes the topic at a place in the order of popularity
// has: a few have hundreds, most have a handful.
func votesAt(rank int) int { return int(310 / math.Pow(float64(rank+1), 0.92)) }

func (g *generator) storeTopic(t dated, index, rank int) {
	votes := votesAt(rank)
	author := g.customer(t.language)
	if index%37 == 5 {
		author = SeedUser
	}
	status, closed, note := g.feedbackStatus(t)
	categoryID, forum := g.category(pick(g, t.words))
	var category any = categoryID
	if g.chance(0.08) {
		category = nil
	}
	object := feedbackObject{dated: t, author: author, category: category, forum: forum, status: status}
	if index%53 == 20 {
		object.private = true
	}
	switch index % 61 {
	case 30:
		object.state = "archive"
	case 45:
		object.state = "trash"
	case 58:
		object.moderation = "pending"
	}
	if closed {
		object.completedBy = pick(g, g.agents)
		object.completedAt = t.at.Add(time.Duration(float64(g.now.Sub(t.at)) * (0.2 + 0.7*g.random.Float64())))
	}
	if g.chance(0.5) {
		object.responsible = pick(g, g.agents)
	}
	object.featured = rank < 6
	object.views = votes*g.between(4, 9) + g.between(1, 40)
	id := g.storeFeedbackObject(object)
	voters := g.storeVotes(id, t, author, votes)
	g.storeTalk(id, t, voters, votes)
	if note != "" {
		g.storeChange(id, t.at, "status", "", note)
	}
	g.storeExamples(id, t, index)
}

// feedbackObject is a row of ur_object before it is stored.
type feedbackObject struct {
	dated
	author, responsible, forum int64
	category                   any
	status                     any
	state, moderation          string
	private, featured          bool
	views                      int
	completedBy                int64
	completedAt                time.Time
}

func (g *generator) storeFeedbackObject(o feedbackObject) int64 {
	var completedBy, completedAt, responsible any
	if o.completedBy != 0 {
		completedBy, completedAt = o.completedBy, o.completedAt.Unix()
	}
	if o.responsible != 0 {
		responsible = o.responsible
	}
	if o.state == "" {
		o.state = "normal"
	}
	if o.moderation == "" {
		o.moderation = "approved"
	}
	source := pick(g, []string{"web", "web", "widget", "widget", "api"})
	id := g.insert("ur_object", `ownership, type, title, slug, content, form, folded, language, source, state, moderation, status_id,
		category_id, forum_id, author_id, responsible_id, is_private, is_featured, can_be_commented, views, completed_by, completed_at, created_at`,
		"feedback", o.kind, o.title, SlugOf(o.title), o.text, "bbcode", Fold(o.title, o.text), o.language, source, o.state, o.moderation,
		o.status, o.category, o.forum, o.author, responsible, o.private, o.featured, !g.chance(0.02), o.views, completedBy, completedAt, o.at.Unix())
	for position, tag := range o.tags {
		g.insert("ur_object_tag", "object_id, position, tag", id, position, tag)
	}
	g.insert("ur_subscription", "object_id, user_id", id, o.author)
	if g.chance(0.15) {
		g.insert("ur_field_value", "entity, entity_id, field_id, value", "object", id, 15, pick(g, []string{`["1"]`, `["2"]`, `["3"]`, `["1","2"]`, `["2","3"]`}))
	}
	return id
}

// feedbackStatus draws a status that fits what was written; note is its slug when
// somebody set it.
func (g *generator) feedbackStatus(t dated) (id any, closed bool, note string) {
	answered := slices.ContainsFunc(t.turns, func(turn turn) bool { return turn.who == '!' })
	young := g.now.Sub(t.at) < 20*time.Hour
	slug := ""
	switch {
	case young && t.kind == "idea":
		return nil, false, ""
	case young && t.kind == "problem":
		return g.statusID("problem", "new"), false, ""
	case t.kind == "idea" && answered:
		slug = pick(g, []string{"planned", "planned", "in_progress", "under_review", "completed"})
	case t.kind == "idea" && g.chance(0.35):
		slug = pick(g, []string{"under_review", "under_review", "planned", "completed", "declined"})
	case t.kind == "idea":
		return nil, false, ""
	case t.kind == "problem" && answered:
		slug = pick(g, []string{"solved", "solved", "in_progress", "confirmed"})
	case t.kind == "problem" && g.chance(0.5):
		slug = pick(g, []string{"confirmed", "in_progress", "solved"})
	case t.kind == "problem":
		return g.statusID("problem", "new"), false, ""
	case answered:
		slug = "answered"
	default:
		return g.statusID("question", "unanswered"), false, ""
	}
	return g.statusID(t.kind, slug), slug == "completed" || slug == "declined" || slug == "solved" || slug == "answered", slug
}

// storeVotes stores the author's vote, who has voted by writing, and that many
// of other customers, and gives those of them who are for it.
func (g *generator) storeVotes(object int64, t dated, author int64, count int) []int64 {
	g.insert("ur_vote", "object_id, user_id, value, voted_at", object, author, 1, t.at.Unix())
	voters := make([]int64, 0, count)
	for _, at := range g.random.Perm(len(g.everybody))[:min(count, len(g.everybody))] {
		voter, value := g.everybody[at], 1
		if voter == author {
			continue
		}
		if t.kind == "idea" && g.chance(0.05) {
			value = -1
		} else {
			voters = append(voters, voter)
		}
		voted := t.at.Add(time.Duration(math.Pow(g.random.Float64(), 1.5) * float64(g.now.Sub(t.at))))
		g.insert("ur_vote", "object_id, user_id, value, voted_at", object, voter, value, voted.Unix())
	}
	return voters
}

// storeTalk stores the written turns, and short ones of voters where many voted.
func (g *generator) storeTalk(object int64, t dated, voters []int64, votes int) {
	turns := slices.Clone(t.turns)
	for range min(votes/14, 9) + g.between(0, 1) {
		if len(voters) == 0 {
			break
		}
		at := g.random.IntN(len(turns) + 1)
		turns = slices.Insert(turns, at, turn{'>', g.phrase("agree", t.language)})
	}
	var last time.Time
	var earlier []int64
	for i, at := range g.moments(t.at, len(turns)) {
		author := pick(g, g.agents)
		if turns[i].who == '>' {
			author = g.customer(t.language)
			if len(voters) > 0 && g.chance(0.7) {
				author = pick(g, voters)
			}
		}
		var reply any
		if len(earlier) > 0 && g.chance(0.2) {
			reply = pick(g, earlier)
		}
		best := turns[i].who == '!' && t.kind == "question" && g.chance(0.6)
		if best {
			g.exec(`UPDATE ur_comment SET is_best = 0 WHERE object_id = ?`, object)
		}
		review := "approved"
		if turns[i].who == '>' && g.chance(0.01) {
			review = "pending"
		}
		id := g.insert("ur_comment", "object_id, author_id, content, form, folded, created_at, is_private, is_best, reply_to, moderation",
			object, author, turns[i].text, "bbcode", Fold(turns[i].text), at.Unix(), turns[i].who == '~', best, reply, review)
		if turns[i].who != '~' && review == "approved" {
			earlier = append(earlier, id)
		}
		if turns[i].who != '~' {
			// Who writes a comment has voted for it and follows the topic.
			g.insert("ur_comment_vote", "comment_id, user_id", id, author)
			g.exec(`INSERT OR IGNORE INTO ur_subscription (object_id, user_id) VALUES (?, ?)`, object, author)
		}
		for _, voter := range g.random.Perm(len(g.everybody))[:int(math.Pow(g.random.Float64(), 4)*12)] {
			if g.everybody[voter] != author {
				g.insert("ur_comment_vote", "comment_id, user_id", id, g.everybody[voter])
			}
		}
		last = at
	}
	if !last.IsZero() {
		g.exec(`UPDATE ur_object SET activity_at = ?1, commented_at = ?1 WHERE id = ?2`, last.Unix(), object)
	}
}

func (g *generator) exec(query string, args ...any) {
	if g.err != nil {
		return
	}
	_, err := g.tx.ExecContext(g.ctx, query, args...)
	g.keep(err)
}

func (g *generator) storeChange(object int64, after time.Time, field, previous, value string) {
	g.changes++
	at := after.Add(time.Duration(g.random.Float64() * float64(g.now.Sub(after))))
	g.insert("ur_change", "batch, entity, entity_id, field, previous, value, changed_at, changed_by, source",
		g.changes, "object", object, field, previous, value, at.Unix(), pick(g, g.agents), "web")
}

// storeExamples adds a file to some topics and links some to an earlier one.
func (g *generator) storeExamples(object int64, t dated, index int) {
	if t.kind == "problem" && index%5 == 0 {
		g.insert("ur_attachment", "object_id, name, body", object, pick(g, []string{"screenshot.png", "снимок экрана.png", "Bildschirmfoto 12.png", "スクリーンショット.png"}), g.picture())
	}
	if index%17 == 3 {
		lines := []string{"date;person;project;hours", fmt.Sprintf("%s;%s;Roof;7.5", t.at.Format(time.DateOnly), "A. Example")}
		g.insert("ur_attachment", "object_id, name, body", object, "hours.csv", []byte(strings.Join(lines, "\n")+"\n"))
	}
	if index%19 == 7 && object > 8 {
		linked := object - int64(g.between(1, 7))
		g.insert("ur_link", "object_id, linked_id", object, linked)
		g.insert("ur_link", "object_id, linked_id", linked, object)
	}
}

// storeKnowledge stores articles and announcements.
func (g *generator) storeKnowledge() {
	topics := g.topics(g.library.knowledge, nil, len(g.library.knowledge))
	for _, t := range g.chronological(topics, 300*24*time.Hour, 1.3) {
		ownership := "knowledge-base"
		if t.kind == "announcement" {
			ownership = "announcements"
		}
		id := g.insert("ur_object", `ownership, type, title, slug, content, form, folded, language, source, state, moderation, forum_id,
			author_id, views, created_at`, ownership, t.kind, t.title, SlugOf(t.title), t.text, "bbcode", Fold(t.title, t.text), t.language,
			"web", "normal", "approved", 1, pick(g, g.agents), g.between(40, 900), t.at.Unix())
		for position, tag := range t.tags {
			g.insert("ur_object_tag", "object_id, position, tag", id, position, tag)
		}
	}
}
