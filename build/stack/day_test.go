package stack

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/edge"
	"deskside/shared/edge/console"
	"deskside/shared/feedback/proof"
	"deskside/shared/useresponse"
)

// requests is how many a mixed day has, in make soak 50,000. Each of them is drawn by seed.
var (
	requests = flag.Int("requests", 1500, "how many requests a mixed day has")
	daySeed  = flag.Uint64("day", 20261130, "which mixed day it is")
)

const operatorsKey = "the-operators-own-key"

// day is an edge before a sandbox from midnight to midnight, in a time of its own: a pause
// is over as soon as it begins, and it is that much later then.
type day struct {
	t       *testing.T
	draw    *rand.Rand
	now     time.Time
	began   time.Time
	swept   time.Time
	edge    *edge.Edge
	db      *sql.DB
	meter   *meter
	sandbox *sandbox.Server
	agent   useresponse.Client
	people  []string // their browsers
	// popular are posts that were there before, with the votes that they had, and made are
	// those that were made here.
	popular []int64
	had     map[int64]int64
	made    []int64
	// asked counts what was asked by method and status.
	asked map[string]int
	// wrote is what was accepted: by its text, where one asks what became of it, "" where
	// that was said at once. Refused is what was not.
	wrote   map[string]string
	refused map[string]int
	// places are where one asks what became of what was kept for later.
	places map[string]bool
	// wants is how each visitor voted last, of what was accepted.
	wants map[int64]map[string]int64
	// later are posts that were kept, whose authors vote for them once they are there.
	later map[string]string
	drawn map[string]int
}

func (d *day) Sleep(ctx context.Context, pause time.Duration) error {
	d.now = d.now.Add(pause)
	return ctx.Err()
}

func (d *day) Deadline(ctx context.Context, _ time.Duration) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx)
}

func (d *day) clock() time.Time { return d.now }

func newDay(t *testing.T) *day {
	d := &day{
		t: t, draw: rand.New(rand.NewPCG(*daySeed, 1)), now: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC), meter: newMeter(),
		had: map[int64]int64{}, asked: map[string]int{}, wrote: map[string]string{}, refused: map[string]int{}, wants: map[int64]map[string]int64{}, later: map[string]string{}, places: map[string]bool{}, drawn: map[string]int{},
	}
	d.began = d.now
	var err error
	d.sandbox, err = sandbox.Open(t.Context(), sandbox.Options{Now: d.clock, Seed: 7, Path: filepath.Join(t.TempDir(), "sandbox.db"), Sleep: func(_ context.Context, pause time.Duration) { d.now = d.now.Add(pause) }})
	require.NoError(t, err)
	web := httptest.NewServer(d.sandbox)
	t.Cleanup(func() { web.Close(); require.NoError(t, d.sandbox.Close()) })
	at := d.sandbox.Endpoints(web.URL)
	base, err := api.ParseBase(at.UseResponseURL)
	require.NoError(t, err)
	d.agent = useresponse.New(base, useresponse.WithKey(at.Keys.Agent))
	// Nothing of it has to outlive the machine.
	d.db, err = sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "edge.db")+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(off)")
	require.NoError(t, err)
	t.Cleanup(func() { d.db.Close() })
	rates, err := edge.ParseRates("site=200/60")
	require.NoError(t, err)
	d.edge, err = edge.New(edge.Config{
		Rates:    rates,
		Upstream: base, Key: at.Keys.User, Origins: []string{"https://shop.example.com"}, Store: d.db, OneClock: true, Cache: edge.NewMemory(edge.CacheLimit, d.clock),
		Doer: http.DefaultClient, Clock: d, Now: d.clock, Client: func(r *http.Request) string { return r.Header.Get("Test-Client") },
		Measured: d.meter.count, Apart: func(work func()) { work() },
	})
	require.NoError(t, err)
	for i := range 400 {
		d.people = append(d.people, fmt.Sprintf("visitor-of-the-day-%04d", i))
	}
	for _, o := range do(t, d.agent.SearchObjects(useresponse.Search{Ownership: "feedback", Type: "idea", Sort: "popular", Count: 50})).Items {
		if seen, status := d.votes(o.ID); status == 200 && seen.CanVote {
			d.popular, d.had[o.ID] = append(d.popular, o.ID), seen.All
		}
	}
	require.Greater(t, len(d.popular), 20)
	for i, id := range d.popular {
		// Where the account of the key has voted before, its vote is taken over in good weather: which
		// way it went shows in what taking it back changes, and is nowhere if that answer is lost.
		if do(t, useresponse.New(base, useresponse.WithKey(at.Keys.User)).Object(id)).Votes.Voted {
			require.Equal(t, 200, d.write(i, fmt.Sprintf("key-before-the-day-%04d", i), fmt.Sprintf("/api/7.0/objects/%d/votes/toggle.json?value=up", id), "").Code)
			d.vote(id, d.people[i], 1)
		}
	}
	return d
}

func (d *day) somebody() int { return d.draw.IntN(len(d.people)) }

// idea is a post: one of those that everybody reads, or one of today.
func (d *day) idea() int64 {
	if len(d.made) > 0 && d.draw.IntN(4) == 0 {
		return d.made[d.draw.IntN(len(d.made))]
	}
	return d.popular[d.draw.IntN(len(d.popular))]
}

// ask sends a request from an address, and counts it.
func (d *day) ask(from, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Test-Client", from)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.edge.ServeHTTP(w, r)
	d.asked[fmt.Sprintf("%s %d", method, w.Code)]++
	d.drawn["requests"]++
	return w
}

// seen are the votes of a post as a stranger sees them.
type seen struct {
	All     int64 `json:"all"`
	CanVote bool  `json:"canVote"`
}

func (d *day) votes(id int64) (seen, int) {
	d.drawn["looks"]++
	w := d.ask(fmt.Sprintf("10.9.%d.%d", d.drawn["looks"]>>8, d.drawn["looks"]&255), "GET", fmt.Sprintf("/api/7.0/objects/%d.json", id), "", "Deskside-Visitor", "visitor-who-only-looks")
	var o struct{ Votes seen }
	if w.Code == 200 {
		require.NoError(d.t, json.Unmarshal(w.Body.Bytes(), &o))
	}
	return o.Votes, w.Code
}

// write sends something of one of the people, with a proof where one is asked for.
func (d *day) write(who int, key, path, body string) (w *httptest.ResponseRecorder) {
	visitor, from := d.people[who], fmt.Sprintf("10.1.%d.%d", who>>8, who&255)
	headers := []string{"Deskside-Visitor", visitor, "Idempotency-Key", key}
	defer func() {
		if w.Code == http.StatusAccepted {
			d.places[w.Header().Get("Location")] = true
		}
	}()
	w = d.ask(from, "POST", path, body, headers...)
	var said struct{ Error struct{ Proof *proof.Task } }
	if w.Code == http.StatusTooManyRequests && json.Unmarshal(w.Body.Bytes(), &said) == nil && said.Error.Proof != nil {
		d.drawn["proofs"]++
		w = d.ask(from, "POST", path, body, append(headers, proof.Header, said.Error.Proof.Find(visitor, key))...)
	}
	return w
}

// accepted notes what became of a text, and reports whether it was taken.
func (d *day) accepted(w *httptest.ResponseRecorder, text string) bool {
	switch w.Code {
	case http.StatusOK:
		d.wrote[text] = ""
	case http.StatusAccepted:
		d.drawn["kept for later"]++
		d.wrote[text] = w.Header().Get("Location")
		require.NotEmpty(d.t, d.wrote[text])
		d.places[d.wrote[text]] = true
	default:
		d.refused[text] = w.Code
		return false
	}
	return true
}

func (d *day) vote(id int64, visitor string, value int64) {
	if d.wants[id] == nil {
		d.wants[id] = map[string]int64{}
	}
	d.wants[id][visitor] = value
}

// person is what one of the people does.
func (d *day) person() {
	who := d.somebody()
	from := fmt.Sprintf("10.1.%d.%d", who>>8, who&255)
	key := fmt.Sprintf("key-of-the-day-%08d", d.drawn["requests"])
	switch n := d.draw.IntN(100); {
	case n < 30:
		d.ask(from, "GET", "/api/7.0/"+[]string{"bootstrap.jsonl", "search.json?sort=popular", "search.json?sort=new&page=2", "search.json?text=report", "categories.json", "statuses.json"}[d.draw.IntN(6)], "", "Deskside-Visitor", d.people[who])
	case n < 65:
		d.ask(from, "GET", fmt.Sprintf("/api/7.0/objects/%d%s.json", d.idea(), []string{"", "/comments"}[d.draw.IntN(2)]), "", "Deskside-Visitor", d.people[who])
	case n < 82:
		id, vote := d.idea(), d.draw.IntN(3)
		w := d.write(who, key, fmt.Sprintf("/api/7.0/objects/%d/votes/toggle.json?value=%s", id, []string{"up", "down", "revert"}[vote]), "")
		if w.Code == 200 || w.Code == 202 {
			d.drawn["votes"]++
			d.vote(id, d.people[who], []int64{1, -1, 0}[vote])
		}
	case n < 92:
		d.post(who)
	case n < 99:
		text := fmt.Sprintf("Remark %d of the day", d.drawn["requests"])
		body := fmt.Sprintf(`{"object_id": %d, "content": %q}`, d.popular[d.draw.IntN(len(d.popular))], text)
		d.accepted(d.write(who, key, "/api/7.0/comments.json", body), text)
	default:
		d.ask(from, "GET", "/feedback", "")
	}
}

// post is what one of the people wishes for, who may press twice.
func (d *day) post(who int) {
	key := fmt.Sprintf("key-of-the-day-%08d", d.drawn["requests"])
	title := fmt.Sprintf("Wish %d of the day", d.drawn["requests"])
	body := fmt.Sprintf(`{"ownership": "feedback", "object_type": "idea", "title": %q, "content": "It is wished for."}`, title)
	first := d.write(who, key, "/api/7.0/objects.json", body)
	last := first
	if d.draw.IntN(3) == 0 {
		last = d.write(who, key, "/api/7.0/objects.json", body) // they press twice
	}
	if first.Code == http.StatusAccepted && last.Code == http.StatusOK {
		// What was kept for later was tried at once.
		delete(d.places, first.Header().Get("Location"))
		d.drawn["delivered by a second press"]++
	}
	switch {
	case !d.accepted(last, title):
	case last.Code == http.StatusOK:
		var made struct{ Success struct{ ID int64 } }
		require.NoError(d.t, json.Unmarshal(last.Body.Bytes(), &made))
		d.made = append(d.made, made.Success.ID)
		d.vote(made.Success.ID, d.people[who], 1)
	default:
		d.later[title] = d.people[who]
	}
}

// spam is the kind of swarm that comes from many addresses.
const spam = 1

// bots come in a swarm: what they do is refused, or is as good as what people do.
func (d *day) bots(kind int) {
	much := 30 + d.draw.IntN(150)
	if kind == spam {
		much = 170 // more than half of what the site takes in a minute
	}
	d.drawn["swarms"]++
	for i := range much {
		from := fmt.Sprintf("10.66.%d.%d", kind, d.drawn["swarms"]&255)
		if kind == spam {
			from = fmt.Sprintf("10.67.%d.%d", i%40, d.drawn["swarms"]&255)
		}
		text := fmt.Sprintf("Spam %d of the day", d.drawn["requests"])
		switch kind {
		case 0:
			d.ask(from, "GET", fmt.Sprintf("/api/7.0/objects/%d.json", d.idea()), "")
		case spam:
			d.accepted(d.ask(from, "POST", "/api/7.0/objects.json", fmt.Sprintf(`{"object_type": "idea", "title": %q, "content": "Buy"}`, text)), text)
		case 2:
			d.accepted(d.ask(from, "POST", "/api/7.0/objects.json", "object_type=idea&content=Buy&title="+url.QueryEscape(text), "Origin", "https://evil.example", "Content-Type", "application/x-www-form-urlencoded"), text)
		case 3:
			d.ask(from, "GET", []string{"/wp-login.php", "/api/7.0/users.json", "/api/7.0/../../etc/passwd", "/.env"}[i%4], "")
		case 4:
			d.ask(from, "POST", "/feedback", url.Values{"stamp": {"A"}, "title": {text}, "content": {"Buy"}, "website": {"https://spam.example"}}.Encode(), "Origin", "http://example.com", "Content-Type", "application/x-www-form-urlencoded")
		}
	}
}

// weather has the helpdesk be as it is at this time of the day: away from noon for an hour,
// and otherwise now and then too busy, or not heard of.
func (d *day) weather(away bool) {
	usual := []sandbox.Fault{
		{Operation: "objects.create|comments.create|objects.vote", Kind: sandbox.FaultReset, After: true, Rate: 0.02},
		{Operation: "objects.create|comments.create", Kind: sandbox.FaultStatus, Status: 403, Rate: 0.01},
		{Operation: "*", Kind: sandbox.FaultStatus, Status: 429, RetryAfter: time.Second, Rate: 0.02},
	}
	if away {
		usual = []sandbox.Fault{{Operation: "*", Kind: sandbox.FaultStatus, Status: 503}}
	}
	require.NoError(d.t, d.sandbox.SetFaults(usual...))
}

// pass lets time pass to a moment of the day, and has the edge hand on what is due each two
// minutes.
func (d *day) pass(to time.Time) {
	for d.now.Before(to) {
		d.now = d.now.Add(min(2*time.Minute, to.Sub(d.now)))
		if d.now.Sub(d.swept) >= 2*time.Minute {
			d.swept = d.now
			d.edge.NewRound().Sweep(d.t.Context())
		}
	}
}

func TestAMixedDayComesToTheSameEverywhere(t *testing.T) {
	d := newDay(t)
	d.weather(false)
	away, spammed := false, false
	for d.drawn["requests"] < *requests {
		hour := d.now.Sub(d.began).Hours()
		if is := hour >= 12 && hour < 13; is != away {
			away = is
			d.weather(away)
		}
		before := d.drawn["requests"]
		switch {
		case hour >= 9 && !spammed:
			spammed = true
			d.bots(spam)
			for range 5 {
				d.post(d.somebody()) // who has to work for it then
			}
		case d.draw.IntN(400) == 0:
			d.bots(d.draw.IntN(5))
		}
		d.person()
		share := 24 * time.Hour / time.Duration(*requests)
		d.pass(d.now.Add(share * time.Duration(d.drawn["requests"]-before)))
	}
	require.False(t, away)
	require.NoError(t, d.sandbox.SetFaults())
	// What was put off comes by itself once the helpdesk is well.
	d.pass(d.now.Add(3 * time.Hour))

	require.Positive(t, d.drawn["proofs"])
	d.countsAreThoseOfTheMetrics()
	d.everythingIsThereOnceOrInTheConsole()
	d.votesAreThoseOfTheLedgerAndTheHelpdesk()
	t.Logf("%d requests in %s: %v; %d texts accepted, %d refused; answered %v", d.drawn["requests"], d.now.Sub(d.began).Round(time.Minute), d.drawn, len(d.wrote), len(d.refused), d.asked)
}

var sample = regexp.MustCompile(`(?m)^deskside_(requests|deliveries)_total\{(?:method="(\w+)",route="[^"]*",status="(\d+)"|kind="(\w+)",state="(\w+)")\} (\d+)$`)

func (d *day) metrics() string {
	w := httptest.NewRecorder()
	d.meter.show(edge.NewOperator(d.db, d, d.clock), d.clock).ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}

func (d *day) countsAreThoseOfTheMetrics() {
	// Each of what was kept for later came to something, and was counted when it did.
	came := map[string]int{}
	for place := range d.places {
		d.drawn["looks"]++
		w := d.ask(fmt.Sprintf("10.9.%d.%d", d.drawn["looks"]>>8, d.drawn["looks"]&255), "GET", place, "")
		var said struct{ Submission struct{ State string } }
		require.NoError(d.t, json.Unmarshal(w.Body.Bytes(), &said), w.Body.String())
		came[said.Submission.State]++
	}
	require.Positive(d.t, came["delivered"])
	counted, delivered := map[string]int{}, 0
	for _, m := range sample.FindAllStringSubmatch(d.metrics(), -1) {
		n, err := strconv.Atoi(m[6])
		require.NoError(d.t, err)
		if m[1] == "requests" {
			counted[m[2]+" "+m[3]] += n
		} else if m[5] == "delivered" {
			delivered += n
		}
	}
	require.Equal(d.t, d.asked, counted)
	require.Equal(d.t, came["delivered"], delivered)
	d.drawn["delivered later"] = delivered
}

// everythingIsThereOnceOrInTheConsole looks for every text at the helpdesk itself, and for
// what is not there in the console.
func (d *day) everythingIsThereOnceOrInTheConsole() {
	there := map[string]int{}
	for page := int64(1); ; page++ {
		found := do(d.t, d.agent.SearchObjects(useresponse.Search{Ownership: "feedback", Sort: "new", Count: 50, Page: page}))
		for _, o := range found.Items {
			if strings.HasSuffix(o.Title, " of the day") {
				there[o.Title]++
				if who, kept := d.later[o.Title]; kept {
					d.vote(o.ID, who, 1)
					delete(d.later, o.Title)
				}
			}
		}
		if len(found.Items) < 50 {
			break
		}
	}
	for _, id := range d.popular {
		for _, c := range do(d.t, d.agent.Comments(id, false)) {
			if said := regexp.MustCompile(`Remark \d+ of the day`).FindString(c.Body.Source); said != "" {
				there[said]++
			}
		}
	}
	letters, err := edge.NewOperator(d.db, d, d.clock).Letters(d.t.Context())
	require.NoError(d.t, err)
	kept := map[string]bool{}
	shown := d.console()
	for _, l := range letters {
		text := l.Title
		if text == "" {
			text = l.Text
		}
		kept[text] = true
		if text != "" {
			require.Contains(d.t, shown, text)
		}
		require.Contains(d.t, []string{"refused", "uncertain"}, string(l.State), "nothing waits any more")
		require.NotEmpty(d.t, l.Why, "its reason is known")
	}
	for text := range d.wrote {
		if kept[text] {
			require.LessOrEqual(d.t, there[text], 1, text)
			d.drawn["in the console"]++
			continue
		}
		require.Equal(d.t, 1, there[text], "%s is there once (%s)", text, d.wrote[text])
	}
	for text, status := range d.refused {
		if status < 500 && status != 409 && !kept[text] {
			require.Zero(d.t, there[text], "%s was answered %d", text, status)
		}
	}
	require.Contains(d.t, d.metrics(), fmt.Sprintf("deskside_entries{state=\"letters\"} %d\n", len(letters)))
	require.Contains(d.t, d.metrics(), "deskside_entries{state=\"waiting\"} 0\n")
	require.Equal(d.t, len(letters), strings.Count(shown, `<p class="facts">`), "the console shows each")
}

// console is the operator's page, as a browser has it that has entered the key.
func (d *day) console() string {
	pages, err := console.New(console.Config{Letters: edge.NewOperator(d.db, d, d.clock), Key: operatorsKey, Now: d.clock, By: console.Here})
	require.NoError(d.t, err)
	enter := httptest.NewRequest("POST", "/enter", strings.NewReader(url.Values{"key": {operatorsKey}}.Encode()))
	enter.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	enter.Header.Set("Origin", "http://example.com")
	in := httptest.NewRecorder()
	pages.ServeHTTP(in, enter)
	look, w := httptest.NewRequest("GET", "/", nil), httptest.NewRecorder()
	for _, c := range in.Result().Cookies() {
		look.AddCookie(c)
	}
	pages.ServeHTTP(w, look)
	require.Equal(d.t, 200, w.Code, w.Body.String())
	return w.Body.String()
}

// votesAreThoseOfTheLedgerAndTheHelpdesk compares what a stranger sees with how everybody
// voted, and the helpdesk with the one vote that stands for them there.
func (d *day) votesAreThoseOfTheLedgerAndTheHelpdesk() {
	d.now = d.now.Add(time.Hour) // what was cached is read anew
	for id, wants := range d.wants {
		sum := int64(0)
		for _, vote := range wants {
			sum += vote
		}
		now, status := d.votes(id)
		require.Equal(d.t, 200, status)
		require.Equal(d.t, d.had[id]+sum, now.All, "post %d: %v", id, wants)
		// The account may have voted itself before there was an edge.
		var kept, own int64
		require.NoError(d.t, d.db.QueryRow(`SELECT coalesce(sum(value), 0), coalesce(sum(iif(visitor = 'key', value, 0)), 0) FROM vote WHERE object = ?`, id).Scan(&kept, &own))
		require.Equal(d.t, sum, kept-own, "the ledger")
		there := do(d.t, d.agent.Object(id)).Votes.All
		require.Equal(d.t, d.had[id]-own+sign(kept), there, "the helpdesk has one vote of the account for all of them")
	}
}

func sign(n int64) int64 { return int64(cmp.Compare(n, 0)) }
