package faults_test

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/core/customer"
	"deskside/shared/edge"
	"deskside/shared/useresponse"
)

// storm is faults for three requests in ten of an operation.
func storm(operation string) []sandbox.Fault {
	faults := []sandbox.Fault{
		{Kind: sandbox.FaultStatus, Status: 500},
		{Kind: sandbox.FaultStatus, Status: 500, After: true},
		{Kind: sandbox.FaultStatus, Status: 503},
		{Kind: sandbox.FaultStatus, Status: 429, RetryAfter: time.Second},
		{Kind: sandbox.FaultReset},
		{Kind: sandbox.FaultReset, After: true},
		{Kind: sandbox.FaultTruncate},
		{Kind: sandbox.FaultHTML},
		{Kind: sandbox.FaultHTML, Status: 502, After: true},
	}
	// Each rule sees what the ones before it let through.
	left := 1.0
	for i := range faults {
		share := 0.3 / float64(len(faults))
		faults[i].Operation, faults[i].Rate = operation, share/left
		left -= share
	}
	return faults
}

var stormy = flag.Int("creations", 400, "how many are made in a storm")

// creations is how many are made in a storm.
func creations() int {
	if testing.Short() {
		return 200
	}
	return *stormy
}

// each runs work for every number below n, in four at a time.
func each(n int, work func(int)) {
	numbers := make(chan int)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range numbers {
				work(i)
			}
		})
	}
	for i := range n {
		numbers <- i
	}
	close(numbers)
	group.Wait()
}

func titleOf(i int) string { return fmt.Sprintf("Storm idea number %04d", i) }

// existing returns how often each title exists, and under which ids.
func (d *desk) existing() map[string][]int64 {
	require.NoError(d.t, d.SetFaults())
	found := map[string][]int64{}
	for page := 1; ; page++ {
		call := d.useResponse.SearchObjects(useresponse.Search{Ownership: "feedback", Type: "idea", Sort: "new", Count: 50})
		call.Request.URL += fmt.Sprintf("&page=%d", page)
		answer, err := transport.Do(context.Background(), d.client, call, d.options()...)
		require.NoError(d.t, err)
		for _, o := range answer.Items {
			if strings.HasPrefix(o.Title, "Storm idea ") {
				found[o.Title] = append(found[o.Title], o.ID)
			}
		}
		if !answer.More() {
			return found
		}
	}
}

func TestThroughTheEdgeNoCreationIsDoubledAndTheTruthIsSaidOfEach(t *testing.T) {
	d := open(t)
	store, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "store.db")+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(off)")
	require.NoError(t, err)
	t.Cleanup(func() { store.Close() })
	var log sync.Map
	handler, err := edge.New(edge.Config{
		Upstream: base(t, d.UseResponseURL), Key: d.Keys.User, Doer: d.client, Store: store, Clock: patient{d.clock}, Now: d.clock.Now,
		Rate: edge.Rate{Reads: 1 << 20, Writes: 1 << 20, ReadEvery: time.Nanosecond, WriteEvery: time.Nanosecond},
		Log:  func(line string) { log.Store(line, true) },
	})
	require.NoError(t, err)
	web := httptest.NewServer(handler)
	t.Cleanup(web.Close)
	address := base(t, web.URL)
	require.NoError(t, d.SetFaults(storm("objects.create")...))

	var mu sync.Mutex
	said, unknown := map[string]int64{}, map[string]bool{}
	sendings := 0
	each(creations(), func(i int) {
		visitor := useresponse.New(address, useresponse.WithHeader(customer.VisitorHeader, fmt.Sprintf("visitor-of-the-storm-%04d", i%50)),
			useresponse.WithHeader(customer.IdempotencyKeyHeader, fmt.Sprintf("creation-%04d", i)))
		// A person presses the button again, with a pause, until it is there or it is
		// said that nobody can know.
		for range 20 {
			created, err := transport.Do(context.Background(), d.client, visitor.CreateObject(idea(titleOf(i))),
				d.options(transport.WithClock(patient{d.clock}), transport.WithRetry(api.Retry{Attempts: 1}))...)
			mu.Lock()
			sendings++
			if err == nil {
				said[titleOf(i)] = created.ID
			}
			mu.Unlock()
			if err == nil {
				return
			}
			var e *api.Error
			if !errors.As(err, &e) {
				t.Errorf("not a typed error: %v", err)
			}
			d.noSecret(err.Error())
			if e != nil && e.Kind == api.Conflict && e.RetryAfter == 0 {
				mu.Lock()
				unknown[titleOf(i)] = true
				mu.Unlock()
				return
			}
			d.clock.pass(time.Minute)
		}
	})

	require.Equal(t, creations(), len(said)+len(unknown), "each is there or said to be in doubt")
	require.Greater(t, len(said), creations()/2)
	require.Greater(t, sendings, creations()+creations()/10, "faults came through to the person")
	found := d.existing()
	require.Len(t, found, len(said), "what is in doubt is not there: what is there was found")
	for title, ids := range found {
		require.Equal(t, []int64{said[title]}, ids, "%s is there once, as the one that was answered", title)
	}
	log.Range(func(line, _ any) bool { d.noSecret(line.(string)); return true })
	t.Logf("%d creations, %d sendings, %d in doubt", creations(), sendings, len(unknown))
}

func TestDirectlyEveryCreationIsThereOrRefusedOrReportedAsUncertain(t *testing.T) {
	for name, options := range map[string][]transport.Option{
		"with the default policy": nil,
		"without any repetition":  {transport.WithRetry(api.Retry{Attempts: 1})},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			require.NoError(t, d.SetFaults(storm("objects.create")...))
			var mu sync.Mutex
			outcomes := map[string]error{}
			each(creations(), func(i int) {
				_, err := transport.Do(context.Background(), d.client, d.useResponse.CreateObject(idea(titleOf(i))), d.options(append(options, transport.WithClock(patient{d.clock}))...)...)
				mu.Lock()
				defer mu.Unlock()
				outcomes[titleOf(i)] = err
			})
			found := d.existing()
			there, refused, uncertain, done := 0, 0, 0, 0
			for title, err := range outcomes {
				n := len(found[title])
				switch {
				case err == nil:
					there++
					require.Equal(t, 1, n, "%s was answered", title)
				case transport.Uncertain(err):
					uncertain++
					done += n
					require.LessOrEqual(t, n, 1, "%s is in doubt, but never twice", title)
				default:
					refused++
					require.Zero(t, n, "%s was refused: %v", title, err)
				}
			}
			require.Equal(t, creations(), there+refused+uncertain)
			require.Greater(t, there, creations()/2)
			require.True(t, done > 0 && done < uncertain, "doubt is right both ways")
			if options != nil {
				require.Positive(t, refused)
			}
			t.Logf("%d there, %d refused, %d uncertain of which %d are there", there, refused, uncertain, done)
		})
	}
}
