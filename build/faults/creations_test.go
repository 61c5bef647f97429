package faults_test

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
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
	found := map[string][]int64{}
	d.ideas(func(title string, id int64) {
		if strings.HasPrefix(title, "Storm idea ") {
			found[title] = append(found[title], id)
		}
	})
	return found
}

// ideas tells of every idea at the helpdesk, which fails no more.
func (d *desk) ideas(tell func(title string, id int64)) {
	require.NoError(d.t, d.SetFaults())
	for page := 1; ; page++ {
		call := d.useResponse.SearchObjects(useresponse.Search{Ownership: "feedback", Type: "idea", Sort: "new", Count: 50})
		call.Request.URL += fmt.Sprintf("&page=%d", page)
		answer, err := transport.Do(context.Background(), d.client, call, d.options()...)
		require.NoError(d.t, err)
		for _, o := range answer.Items {
			tell(o.Title, o.ID)
		}
		if !answer.More() {
			return
		}
	}
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
