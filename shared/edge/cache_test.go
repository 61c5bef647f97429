package edge_test

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

// cached is a site with a cache. What nobody waits for is done when the test says.
type cached struct {
	*site
	later []func()
}

func newCached(t *testing.T, changes ...func(*edge.Config)) *cached {
	c := &cached{}
	c.site = newSite(t, append([]func(*edge.Config){func(config *edge.Config) {
		config.Cache = edge.NewMemory(edge.CacheLimit, config.Now)
		config.Apart = func(work func()) { c.later = append(c.later, work) }
	}}, changes...)...)
	return c
}

// catchUp does what nobody waited for, and returns how much that was.
func (c *cached) catchUp() int {
	all := c.later
	c.later = nil
	for _, work := range all {
		work()
	}
	return len(all)
}

// read asks as a visitor and returns the answer with the requests that it took.
func (c *cached) read(path, visitor string) (body string, sent []string) {
	c.t.Helper()
	c.helpdesk.sent()
	w := c.ask("GET", "/api/7.0/"+path, "", "Deskside-Visitor", visitor)
	require.Equal(c.t, http.StatusOK, w.Code, w.Body.String())
	require.Equal(c.t, "no-store", w.Header().Get("Cache-Control"), "votes are in it")
	return w.Body.String(), c.helpdesk.sent()
}

// writes does something at the edge that the helpdesk takes.
func (s *site) writes(path, body, visitor string) {
	s.t.Helper()
	w := s.ask("POST", "/api/7.0/"+path, body, "Deskside-Visitor", visitor)
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
}

// pages are paths of which each is a page of its own.
var pages = []string{"bootstrap.jsonl", "categories.json", "categories.json?type=problem", "statuses.json", "objects/custom-fields/list.json", "search.json", "search.json?sort=popular", "search.json?sort=popular&count=5",
	"search.json?status=planned", "search.json?category_id=1", "search.json?type=idea", "objects/1.json", "objects/2.json", "objects/1.json?bbcode=1", "objects/1/comments.json", "objects/1/comments.json?sort=desc"}

// writtenHere reports whether anything of a page is what customers write.
func writtenHere(path string) bool {
	return !strings.HasPrefix(path, "categories") && !strings.HasPrefix(path, "statuses") && !strings.Contains(path, "custom-fields")
}

func TestWhatWasReadIsNotAskedForAgainForAWhile(t *testing.T) {
	uncached := newSite(t)
	c := newCached(t)
	for range 2 {
		for _, path := range pages {
			want := uncached.ask("GET", "/api/7.0/"+path, "", "Deskside-Visitor", anna)
			got, _ := c.read(path, anna)
			require.Equal(t, want.Body.String(), got, path)
		}
	}
	for _, path := range pages {
		c.pass(10 * time.Millisecond)
		_, sent := c.read(path, ben)
		require.Empty(t, sent, path)
	}
	require.Zero(t, c.catchUp(), "what is fresh is not read anew")
	for _, path := range []string{"7.0/search.json?page=2", "4.0/search.json", "7.0/objects/2/comments.json"} {
		require.Equal(t, http.StatusOK, c.ask("GET", "/api/"+path, "").Code)
		require.NotEmpty(t, c.helpdesk.sent(), path)
	}
}

func TestWhatSomebodySearchesForAndWhatIsNotThereIsNotKept(t *testing.T) {
	c := newCached(t)
	for range 2 {
		_, sent := c.read("search.json?text=dark", anna)
		require.Len(t, sent, 1)
	}
	for _, path := range []string{"objects/3.json", "objects/99.json", "objects/3/comments.json"} {
		for range 2 {
			require.Equal(t, http.StatusNotFound, c.ask("GET", "/api/7.0/"+path, "").Code)
			require.NotEmpty(t, c.helpdesk.sent(), path)
		}
	}
}

func TestEachVisitorSeesTheirOwnVotesOnWhatIsCached(t *testing.T) {
	c := newCached(t)
	votes := func(path, visitor string) string {
		body, _ := c.read(path, visitor)
		_, rest, _ := strings.Cut(body, `"votes":{`)
		return "{" + rest[:strings.Index(rest, "}")+1]
	}
	for _, path := range []string{"search.json", "objects/1.json", "bootstrap.jsonl"} {
		require.Equal(t, `{"all":10,"canVote":true,"isVoted":false,"mine":""}`, votes(path, anna))
	}
	c.writes("objects/1/votes/toggle.json?value=up", "", anna)
	for _, path := range []string{"search.json", "objects/1.json"} {
		require.Equal(t, `{"all":11,"canVote":true,"isVoted":true,"mine":"up"}`, votes(path, anna), path)
		require.Equal(t, `{"all":11,"canVote":true,"isVoted":false,"mine":""}`, votes("bootstrap.jsonl", ben))
		require.Equal(t, `{"all":11,"canVote":true,"isVoted":false,"mine":""}`, votes(path, ben), path)
		require.Equal(t, `{"all":11,"canVote":false,"isVoted":false,"mine":""}`, votes(path, ""), path)
	}
	require.Empty(t, c.helpdesk.sent(), "votes need no list anew")
	// What is read anew counts the key's vote, and later ones are laid over that.
	c.pass(time.Hour)
	for _, path := range []string{"search.json", "objects/1.json"} {
		require.Equal(t, `{"all":11,"canVote":true,"isVoted":true,"mine":"up"}`, votes(path, anna), path)
	}
	c.writes("objects/1/votes/toggle.json?value=down", "", ben)
	c.writes("objects/1/votes/toggle.json?value=revert", "", anna)
	for _, path := range []string{"search.json", "objects/1.json"} {
		require.Equal(t, `{"all":9,"canVote":true,"isVoted":true,"mine":"down"}`, votes(path, ben), path)
		require.Equal(t, `{"all":9,"canVote":true,"isVoted":false,"mine":""}`, votes(path, anna), path)
	}
}

func TestWhatIsWrittenHereShowsAtOnce(t *testing.T) {
	for name, test := range map[string]struct {
		path, body string
		anew, kept []string
	}{
		"a post":    {"objects.json", `{"object_type":"idea","title":"Sort by date","content":"Please."}`, []string{"search.json", "search.json?sort=new", "bootstrap.jsonl"}, []string{"objects/1.json", "objects/1/comments.json", "categories.json"}},
		"a comment": {"comments.json", `{"object_id":1,"content":"Me too"}`, []string{"search.json", "objects/1.json", "objects/1/comments.json?sort=desc"}, []string{"objects/2.json", "objects/2/comments.json", "statuses.json"}},
		"a vote":    {"objects/1/votes/toggle.json?value=up", "", nil, []string{"search.json", "objects/1.json", "objects/1/comments.json"}},
	} {
		for who, visitor := range map[string]string{"a visitor": anna, "nobody in particular": ""} {
			if visitor == "" && name == "a vote" {
				continue
			}
			t.Run(name+" of "+who, func(t *testing.T) {
				c := newCached(t)
				for _, path := range append(test.anew, test.kept...) {
					c.read(path, ben)
				}
				c.pass(5 * time.Second)
				c.writes(test.path, test.body, visitor)
				c.pass(3 * time.Second)
				for _, path := range test.kept {
					_, sent := c.read(path, ben)
					require.Empty(t, sent, path)
				}
				for _, path := range test.anew {
					for _, count := range []int{1, 0} {
						_, sent := c.read(path, ben)
						require.Equal(t, count > 0, len(sent) > 0, path)
					}
				}
			})
		}
	}
}

func TestWhatIsHandedOnLaterShowsOnceItIsThere(t *testing.T) {
	c := newCached(t)
	before, _ := c.read("search.json", ben)
	c.helpdesk.set(func(h *fakeHelpdesk) { h.fail = reply(429, `{}`, "Retry-After", "20") })
	stays(t, c.ask("POST", "/api/7.0/objects.json", `{"object_type":"idea","title":"Sort by date","content":"Please."}`, "Deskside-Visitor", anna))
	c.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	c.pass(30 * time.Second)
	still, sent := c.read("search.json", ben)
	require.Equal(t, before, still)
	require.Empty(t, sent)
	c.edge.DeliverNext(context.Background())
	after, _ := c.read("search.json", ben)
	require.Contains(t, after, "Sort by date")
}

func TestWhatIsOldIsShownAtOnceAndReadAnewByOne(t *testing.T) {
	for _, path := range pages {
		t.Run(path, func(t *testing.T) {
			c := newCached(t)
			before, _ := c.read(path, anna)
			c.helpdesk.set(func(h *fakeHelpdesk) {
				h.topics[1].title, h.topics[2].title = "Darker mode", "Export fails less"
				h.comments[1] = []map[string]any{{"id": 1, "content": "Hello"}}
			})
			c.pass(16 * time.Second)
			for range 3 {
				old, sent := c.read(path, ben)
				require.Equal(t, before, old)
				require.Empty(t, sent, "nobody waits for the helpdesk")
			}
			require.Equal(t, 1, c.catchUp())
			require.NotEmpty(t, c.helpdesk.sent())
			renewed, sent := c.read(path, ben)
			require.Empty(t, sent)
			if !writtenHere(path) {
				return
			}
			require.NotEqual(t, before, renewed)
			c.pass(16 * time.Second)
			c.read(path, ben)
			require.Equal(t, 1, c.catchUp(), "it is read anew each time that it is old")
		})
	}
}

func TestAHelpdeskThatIsAwayIsNotMissedForFiveMinutes(t *testing.T) {
	for name, fail := range map[string]func(http.ResponseWriter, *http.Request) bool{
		"away": reply(503, "<h1>Back soon</h1>"), "a broken gateway": reply(502, "<h1>Bad gateway</h1>"), "busy": reply(429, `{}`, "Retry-After", "20"),
	} {
		t.Run(name, func(t *testing.T) {
			c := newCached(t, quickly)
			before, _ := c.read("search.json", anna)
			c.helpdesk.set(func(h *fakeHelpdesk) { h.fail = fail })
			c.pass(time.Minute)
			for _, rest := range []time.Duration{time.Second, 2 * time.Minute, time.Minute} {
				old, _ := c.read("search.json", ben)
				require.Equal(t, before, old)
				require.Equal(t, 1, c.catchUp(), "it was tried")
				c.read("search.json", ben)
				require.Zero(t, c.catchUp(), "and is left alone then")
				c.pass(rest + 30*time.Second)
			}
			w := c.ask("GET", "/api/7.0/search.json", "")
			require.GreaterOrEqual(t, w.Code, 429, "after five minutes it is said")
			c.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
			_, sent := c.read("search.json", anna)
			require.Len(t, sent, 1)
		})
	}
}

func TestWhatWasThereBeforeAWriteIsBetterThanAFailure(t *testing.T) {
	c := newCached(t)
	before, _ := c.read("search.json", ben)
	c.writes("comments.json", `{"object_id":1,"content":"Me too"}`, anna)
	c.helpdesk.set(func(h *fakeHelpdesk) { h.fail = reply(503, "") })
	old, sent := c.read("search.json", ben)
	require.Equal(t, before, old)
	require.NotEmpty(t, sent)
}

func TestWhatIsNotPublicAnyMoreIsForgotten(t *testing.T) {
	for name, change := range map[string]func(*fakeHelpdesk){
		"made private": func(h *fakeHelpdesk) { h.topics[1].private = true }, "deleted": func(h *fakeHelpdesk) { delete(h.topics, 1) },
		"not for this key any more": func(h *fakeHelpdesk) { h.fail = reply(403, `{"error":{"code":403}}`) },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCached(t)
			for _, path := range []string{"objects/1.json", "objects/1/comments.json"} {
				c.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
				if c.helpdesk.topics[1] == nil || c.helpdesk.topics[1].private {
					break
				}
				c.read(path, anna)
				c.pass(16 * time.Second)
				c.helpdesk.set(change)
				c.read(path, ben)
				require.Equal(t, 1, c.catchUp())
				require.GreaterOrEqual(t, c.ask("GET", "/api/7.0/"+path, "").Code, 403, path)
			}
		})
	}
}

func TestTheFirstScreenIsWhatItsPartsAre(t *testing.T) {
	c := newCached(t)
	c.writes("objects/2/votes/toggle.json?value=up", "", anna)
	categories, _ := c.read("categories.json", anna)
	posts, _ := c.read("search.json?sort=popular&count=20", anna)
	w := c.ask("GET", "/api/7.0/bootstrap.jsonl", "", "Deskside-Visitor", anna)
	require.Equal(t, "application/jsonl; charset=utf-8", w.Header().Get("Content-Type"))
	require.Equal(t, categories+"\n"+posts, w.Body.String())
}

func TestTheFirstScreenDoesWithoutCategories(t *testing.T) {
	c := newCached(t)
	posts, _ := c.read("search.json?sort=popular&count=20", anna)
	c.says(map[string]string{"/categories.json": `<h1>Login</h1>`})
	for range 2 {
		body, sent := c.read("bootstrap.jsonl", anna)
		require.Equal(t, "[]\n"+posts, body)
		require.NotEmpty(t, sent, "half of it is not kept")
	}
	c.says(map[string]string{"/search.json": `<h1>Login</h1>`})
	require.Equal(t, http.StatusBadGateway, c.ask("GET", "/api/7.0/bootstrap.jsonl", "").Code)
}

func TestTwoSitesWithOneCacheSeeNothingOfEachOther(t *testing.T) {
	shared := edge.NewMemory(edge.CacheLimit, func() time.Time { return time.Unix(1_800_000_000, 0) })
	share := func(c *edge.Config) { c.Cache = shared }
	one, other := newCached(t, share), newCached(t, share)
	other.helpdesk.set(func(h *fakeHelpdesk) {
		h.topics = map[int64]*topic{1: {title: "Another site's", ownership: "feedback", kind: "idea"}}
	})
	for _, path := range pages {
		one.read(path, anna)
		if strings.HasPrefix(path, "objects/2") {
			continue
		}
		got, sent := other.read(path, anna)
		require.NotEmpty(t, sent, path)
		require.NotContains(t, got, "Dark mode")
	}
	another := newCached(t, share, func(c *edge.Config) {
		c.Upstream, c.Doer, c.Key = one.upstream, one.server.Client(), "another-key-of-the-same"
	})
	require.NotEqual(t, http.StatusOK, another.ask("GET", "/api/7.0/objects/1.json", "").Code, "another key may see something else")
}

func TestWithoutAStoreOnlyWhatNobodyWritesHereIsKept(t *testing.T) {
	c := newCached(t, func(config *edge.Config) { config.Store = nil })
	for _, path := range pages {
		c.read(path, anna)
		_, sent := c.read(path, anna)
		require.Equal(t, writtenHere(path), len(sent) > 0, path)
	}
}

func TestWhereTheStoreFailsWhatIsCachedIsShownWithoutVotes(t *testing.T) {
	c := newCached(t, quickly)
	c.read("search.json", anna)
	w := c.ask("GET", "/api/7.0/search.json", "", "Deskside-Visitor", anna)
	require.Empty(t, w.Header().Get("Deskside-Votes"))
	require.NoError(t, c.db.Close())
	c.helpdesk.sent()
	w = c.ask("GET", "/api/7.0/search.json", "", "Deskside-Visitor", anna)
	require.Equal(t, http.StatusOK, w.Code)
	require.Equal(t, "unavailable", w.Header().Get("Deskside-Votes"))
	require.Empty(t, c.helpdesk.sent())
	require.Contains(t, w.Body.String(), `"votes":{"all":10,"canVote":false,"isVoted":false,"mine":""}`)
}

func TestMemoryIsBoundedAndKeepsWhatIsAskedFor(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	m := edge.NewMemory(100_000, func() time.Time { return now })
	ctx := context.Background()
	name := func(i int) string { return "page " + strconv.Itoa(i) }
	content := bytes.Repeat([]byte("x"), 1000)
	for i := range 1000 {
		m.Put(ctx, name(i), content, time.Minute)
		require.Equal(t, content, m.Match(ctx, name(0)), "what is asked for stays")
	}
	there := 0
	for i := range 1000 {
		if m.Match(ctx, name(i)) != nil {
			there++
		}
	}
	require.Greater(t, there, 50)
	require.Less(t, there, 100)
	require.NotNil(t, m.Match(ctx, name(999)), "the last is there")
	m.Put(ctx, name(999), nil, 0)
	require.Nil(t, m.Match(ctx, name(999)))
	m.Put(ctx, "too much", bytes.Repeat(content, 1000), time.Minute)
	require.Nil(t, m.Match(ctx, "too much"))
	require.NotNil(t, m.Match(ctx, name(0)))
	now = now.Add(time.Minute)
	require.Nil(t, m.Match(ctx, name(0)), "its time is over")
}
