package edge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/alert"
	"deskside/shared/edge"
)

// hook is whom an edge tells, and what they were told.
type hook struct {
	url    string
	status int
	told   []told
}

type told struct {
	Text             string
	Letters, Waiting int
	Oldest           int `json:"oldest_minutes"`
}

func newHook(t *testing.T) *hook {
	h := &hook{status: http.StatusOK}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var said told
		if r.Method == http.MethodPost && json.NewDecoder(r.Body).Decode(&said) == nil && h.status == http.StatusOK {
			h.told = append(h.told, said)
		}
		w.WriteHeader(h.status)
	}))
	t.Cleanup(server.Close)
	h.url = strings.Replace(server.URL, "127.0.0.1", "localhost", 1) + "/hook/s3cret-of-the-hook"
	return h
}

// tells has an edge tell of more than one letter and of what has waited for half an hour.
func (h *hook) tells(language string) func(*edge.Config) {
	return func(c *edge.Config) {
		c.Alert = decide.Alert{URL: h.url, Bounds: alert.Bounds{Letters: 1, Age: 30 * time.Minute}, Language: language}
	}
}

// minutes passes them, one by one, as the clock of an edge does.
func (s *site) minutes(n int) {
	for range n {
		s.pass(time.Minute)
		require.Equal(s.t, time.Minute, s.edge.WatchNext(s.t.Context()))
	}
}

func TestSomebodyIsToldOfTooManyLettersOnceAndWhenItIsOver(t *testing.T) {
	h := newHook(t)
	s := newSite(t, h.tells("en_US.UTF-8"))
	s.helpdesk.set(func(f *fakeHelpdesk) { f.fail = reply(http.StatusForbidden, "") })
	for i := range 2 {
		s.create(fmt.Sprintf("draft-alert-%04d", i), strings.Replace(idea, "Dark", fmt.Sprint(i, " Dark"), 1))
		s.minutes(1)
	}
	s.minutes(20)
	require.Equal(t, []told{{"Deskside before " + s.upstream.Host + ": 2 submissions wait for a person to decide. What goes on by itself has waited for 0 minutes at most.", 2, 0, 0}}, h.told)

	s.minutes(4 * 60)
	require.Len(t, h.told, 2, "it lasts")

	operator := edge.NewOperator(s.db, nil, s.clock)
	letters, err := operator.Letters(t.Context())
	require.NoError(t, err)
	require.NoError(t, operator.Discard(t.Context(), letters[0].ID))
	s.minutes(20)
	require.Len(t, h.told, 3)
	require.Equal(t, "Deskside before "+s.upstream.Host+": everything is within its bounds again.", h.told[2].Text)
	require.NotContains(t, strings.Join(s.lines, "\n"), "s3cret")
}

func TestSomebodyIsToldOfWhatWaitsTooLong(t *testing.T) {
	h := newHook(t)
	s := newSite(t, h.tells("ru"))
	s.keep(1)
	s.minutes(30)
	require.Empty(t, h.told)
	s.minutes(5)
	require.Equal(t, []told{{"Deskside перед " + s.upstream.Host + ": решения человека ждут 0 обращений. Остальное передаётся само и ждёт не дольше 31 минуты.", 0, 1, 31}}, h.told)
}

func TestWhomNobodyCouldTellIsToldAgain(t *testing.T) {
	h := newHook(t)
	s := newSite(t, h.tells("en"))
	s.keep(1)
	h.status = http.StatusInternalServerError
	s.minutes(40)
	require.Contains(t, strings.Join(s.lines, "\n"), "the alert could not be sent, and is sent again")
	require.NotContains(t, strings.Join(s.lines, "\n"), "s3cret")
	h.status = http.StatusOK
	s.minutes(3)
	require.Len(t, h.told, 1)
	require.Equal(t, 41, h.told[0].Oldest)
}

func TestOfManyProgramsOneTells(t *testing.T) {
	h := newHook(t)
	s := newSite(t, h.tells("en"))
	other := newSite(t, h.tells("en"), func(c *edge.Config) { c.Store, c.Now = s.db, s.clock })
	s.keep(1)
	s.pass(time.Hour)
	s.edge.WatchNext(t.Context())
	other.edge.WatchNext(t.Context())
	require.Len(t, h.told, 1)
}

func TestAlertsAreNotSentUnprotected(t *testing.T) {
	for url, fine := range map[string]bool{"https://hooks.example.com/a": true, "http://127.0.0.1:99/a": true, "http://hooks.example.com/a": false, "http://localhost.example.com/a": false, "hooks.example.com": false} {
		_, err := decide.New(decide.Site{Upstream: newSite(t).upstream, Key: key, Alert: decide.Alert{URL: url}})
		require.Equal(t, fine, err == nil, url)
	}
}

func TestSettingsOfUpkeep(t *testing.T) {
	good := decide.Settings{Upstream: "https://help.example.com", Key: key}
	site, err := good.Site()
	require.NoError(t, err)
	require.Equal(t, alert.Bounds{Letters: 10, Age: time.Hour}, site.Alert.Bounds)
	require.Equal(t, 30*24*time.Hour, site.Retention)
	all := good
	all.Alert, all.AlertLetters, all.AlertMinutes, all.AlertLanguage, all.Retention = "https://hooks.example.com/a", "0", "15", "ru", "90"
	site, err = all.Site()
	require.NoError(t, err)
	require.Equal(t, decide.Alert{URL: "https://hooks.example.com/a", Bounds: alert.Bounds{Age: 15 * time.Minute}, Language: "ru"}, site.Alert)
	require.Equal(t, 90*24*time.Hour, site.Retention)
	for says, change := range map[string]func(*decide.Settings){
		"ALERT_LETTERS":  func(s *decide.Settings) { s.AlertLetters = "many" },
		"ALERT_MINUTES":  func(s *decide.Settings) { s.AlertMinutes = "-1" },
		"RETENTION_DAYS": func(s *decide.Settings) { s.Retention = "7" },
	} {
		bad := good
		change(&bad)
		_, err := bad.Site()
		require.ErrorContains(t, err, says)
	}
}

func TestWhatCameOfSomethingIsForgottenAfterItsTime(t *testing.T) {
	for _, days := range []int{10, 60} {
		s := newSite(t, func(c *edge.Config) { c.Retention = time.Duration(days) * 24 * time.Hour })
		s.helpdesk.set(func(f *fakeHelpdesk) { f.fail = reply(http.StatusForbidden, "") })
		s.create(draftKey, idea)
		count := func() (n int) {
			require.NoError(t, s.db.QueryRow(`SELECT count(*) FROM entry`).Scan(&n))
			return n
		}
		s.pass(time.Duration(days)*24*time.Hour - time.Hour)
		s.deliver()
		require.Equal(t, 1, count())
		s.pass(2 * time.Hour)
		s.deliver()
		require.Equal(t, 0, count())
	}
}
