package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
)

// everything walks all pages of a list.
func (h *helpdesk) everything(path string) []useresponse.ObjectAnswer {
	h.Helper()
	var all []useresponse.ObjectAnswer
	for n := 1; ; n++ {
		found := success[page[useresponse.ObjectAnswer]](h.agent("GET", fmt.Sprintf("%s&count=50&page=%d", path, n), nil))
		all = append(all, found.Data...)
		if found.NextPage == nil {
			require.Len(h, all, found.TotalObjects)
			return all
		}
	}
}

func objectIDs(objects []useresponse.ObjectAnswer) []int64 {
	found := []int64{}
	for _, object := range objects {
		found = append(found, object.ID)
	}
	slices.Sort(found)
	return found
}

func statusOf(o useresponse.ObjectAnswer) string {
	if o.Status == nil {
		return ""
	}
	return o.Status.Slug
}

// The list without filters, filtered again in Go, is what each filter must give.
func TestSearchAndTicketFilters(t *testing.T) {
	h := start(t)
	found, tickets := h.everything("search.json?x"), h.everything("tickets.json?status=all")
	monday := time.Date(2026, 5, 11, 0, 0, 0, 0, time.UTC)
	within := func(from, to time.Time) func(useresponse.ObjectAnswer) bool {
		return func(o useresponse.ObjectAnswer) bool {
			return o.CreatedAtPosix >= from.Unix() && o.CreatedAtPosix < to.Unix()
		}
	}
	for _, c := range []struct {
		path  string
		from  []useresponse.ObjectAnswer
		wants func(useresponse.ObjectAnswer) bool
	}{
		{"search.json?ownership=feedback", found, func(o useresponse.ObjectAnswer) bool { return o.Ownership == "feedback" }},
		{"search.json?type=problem", found, func(o useresponse.ObjectAnswer) bool { return o.Type.Slug == "problem" }},
		{"search.json?status=solved", found, func(o useresponse.ObjectAnswer) bool { return statusOf(o) == "solved" }},
		{"search.json?category_id=12", found, func(o useresponse.ObjectAnswer) bool { return o.Category != nil && o.Category.ID == 12 }},
		{"search.json?authorId=9", found, func(o useresponse.ObjectAnswer) bool { return o.Author.ID == 9 }},
		{"search.json?featured=1", found, func(o useresponse.ObjectAnswer) bool { return o.IsFeatured }},
		{"search.json?date=yesterday", found, within(monday, monday.AddDate(0, 0, 1))},
		{"search.json?date=this_week", found, within(monday, monday.AddDate(0, 0, 7))},
		{"search.json?date=last_week", found, within(monday.AddDate(0, 0, -7), monday)},
		{"search.json?date=this_month", found, within(monday.AddDate(0, 0, -10), monday.AddDate(0, 0, 21))},
		{"search.json?date=last_month&type=idea", found, func(o useresponse.ObjectAnswer) bool {
			return strings.HasPrefix(o.CreatedAt, "2026-04") && o.Type.Slug == "idea"
		}},
		{"tickets.json?status=opened", tickets, func(o useresponse.ObjectAnswer) bool { return statusOf(o) == "opened" }},
		{"tickets.json?status=on_hold,%20awaiting_reply", tickets, func(o useresponse.ObjectAnswer) bool {
			return statusOf(o) == "on_hold" || statusOf(o) == "awaiting_reply"
		}},
		{"tickets.json?status=all-active", tickets, func(o useresponse.ObjectAnswer) bool { return o.Status == nil || !o.Status.IsClosed }},
		{"tickets.json?x=1", tickets, func(o useresponse.ObjectAnswer) bool { return o.Status == nil || !o.Status.IsClosed }},
		{"tickets.json?status=completed&completed_on=last_month", tickets, func(o useresponse.ObjectAnswer) bool {
			return o.CompletedOn != nil && strings.HasPrefix(*o.CompletedOn, "2026-04")
		}},
		{"tickets.json?status=all&responsible_id=4", tickets, func(o useresponse.ObjectAnswer) bool { return o.Responsible != nil && o.Responsible.ID == 4 }},
		{"tickets.json?status=all&responsible_id=0", tickets, func(o useresponse.ObjectAnswer) bool { return o.Responsible == nil }},
		{"tickets.json?status=all&authorId=9", tickets, func(o useresponse.ObjectAnswer) bool { return o.Author.ID == 9 }},
		{"tickets.json?status=all&author_id=9", tickets, func(o useresponse.ObjectAnswer) bool { return o.Author.ID == 9 }},
		{"tickets.json?status=all&authorEmail=USER@harbor.test", tickets, func(o useresponse.ObjectAnswer) bool { return o.Author.ID == 9 }},
		{"tickets.json?status=all&completed_by=6", tickets, func(o useresponse.ObjectAnswer) bool { return o.CompletedBy != nil && o.CompletedBy.ID == 6 }},
		{"tickets.json?status=all&forum_id=1", tickets, func(o useresponse.ObjectAnswer) bool { return o.Forum.ID == "1" }},
		{"tickets.json?status=all&property_12=Support", tickets, func(o useresponse.ObjectAnswer) bool { return textOf(o, 12) == "Support" }},
		{"tickets.json?status=all&property_12=2", tickets, func(o useresponse.ObjectAnswer) bool { return textOf(o, 12) == "Support" }},
		{"tickets.json?status=all&property_13=4", tickets, func(o useresponse.ObjectAnswer) bool { return textOf(o, 13) == "4" }},
	} {
		t.Run(c.path, func(t *testing.T) {
			want := []int64{}
			for _, object := range c.from {
				if c.wants(object) {
					want = append(want, object.ID)
				}
			}
			slices.Sort(want)
			require.NotEmpty(t, want, "the data has no example")
			require.Equal(t, want, objectIDs(h.everything(c.path)))
		})
	}
}

func textOf(o useresponse.ObjectAnswer, field int64) string {
	for _, value := range o.CustomFields {
		if value.ID == field {
			return strings.Join(value.TextValue, ",")
		}
	}
	return ""
}

func TestSearchFindsWordsInAnyScriptAndCase(t *testing.T) {
	h := start(t)
	titles := func(text string) []string {
		found := []string{}
		for _, object := range h.everything("search.json?text=" + text) {
			found = append(found, object.Title)
		}
		return found
	}
	require.Contains(t, titles("ТЁМНАЯ"), "Тёмная тема в приложении для Android")
	require.Contains(t, titles("dark%20MODE"), "Dark mode")
	require.Contains(t, titles("タイマー"), "タイマーをキーボードだけで操作したい")
	require.Contains(t, titles("croissant"), "The API returns 500 for names with an emoji", "comments are searched too")
	require.Empty(t, titles("dark%20zzzz"), "every word must occur")

	any := start(t, func(o *Options) { o.SearchAny = true })
	found := success[page[useresponse.ObjectAnswer]](any.agent("GET", "search.json?text=dark%20mode%20zzzz", nil))
	require.Equal(t, "Dark mode", found.Data[0].Title, "most words first")
}

func TestSorting(t *testing.T) {
	h := start(t)
	activity := func(o useresponse.ObjectAnswer) int64 {
		if o.LatestActivityPosix == nil {
			return 0
		}
		return *o.LatestActivityPosix
	}
	for sort, key := range map[string]func(useresponse.ObjectAnswer) int64{
		"new":         func(o useresponse.ObjectAnswer) int64 { return o.CreatedAtPosix },
		"updated":     activity,
		"new_updated": func(o useresponse.ObjectAnswer) int64 { return max(o.CreatedAtPosix, activity(o)) },
		"popular":     func(o useresponse.ObjectAnswer) int64 { return int64(o.Votes.All) },
	} {
		for _, path := range []string{"search.json?sort=" + sort, "tickets.json?status=all&sort=" + sort} {
			keys := []int64{}
			for _, object := range h.everything(path) {
				keys = append(keys, -key(object))
			}
			require.True(t, slices.IsSorted(keys), path)
		}
	}
	require.Equal(t, objectIDs(h.everything("search.json?sort=trending")), objectIDs(h.everything("search.json?sort=new")))
}

func TestFiltersThatAreNotTaken(t *testing.T) {
	h := start(t)
	for path, reason := range map[string]string{
		"search.json?sort=best":            "sort must be one of: new, updated, new_updated, popular, trending",
		"search.json?date=today,yesterday": "date must be one of: today, yesterday, this_week, last_week, this_month, last_month",
		"search.json?category_id=reports":  "category_id must be a whole number",
		"tickets.json?status=closed":       "status must be all, all-active or the slug of a status of tickets",
		"tickets.json?page=two":            "page must be a whole number",
		"users/search.json?sort=name":      "sort must be one of: top_rated, created_most, commented_most",
		"users/search.json?status=away":    "status must be one of: online, offline",
		"comments.json?date=2026-05-12":    "date must be one of: today, yesterday, this_week, last_week, this_month, last_month",
		"comments.json?is_private=yes":     "is_private must be 0 or 1",
	} {
		require.Equal(t, reason, h.agent("GET", path, nil).refused(400), path)
	}
}

func TestUserSearch(t *testing.T) {
	h := start(t)
	search := func(query string) []useresponse.UserAnswer {
		return plainly[page[useresponse.UserAnswer]](h.agent("GET", "users/search.json?"+query, nil)).Data
	}
	require.Equal(t, "Олена Ковальчук", search("search=КОВАЛЬЧУК&team=4")[0].Name)
	require.Equal(t, int64(9), search("email=user@harbor.test")[0].ID)
	require.Len(t, search("search=ada%20quill,%20user@harbor.test"), 2)
	for _, online := range search("status=online") {
		require.NotEqual(t, "user", online.Role.Alias)
	}
	var phone string
	require.NoError(t, h.server.host.World.DB.QueryRow(`SELECT phone FROM ur_user WHERE phone <> '' ORDER BY id`).Scan(&phone))
	require.Len(t, search("phone="+phone), 1)
	require.Len(t, search("phone=%2B"+phone), 1)
	require.Len(t, search("count=7"), 7)
	require.NotEqual(t, search("sort=created_most"), search("sort=commented_most"))
}
