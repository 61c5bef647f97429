package sandbox

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestACallThatIsBrokenOffLeavesTheOthersTheirDatabase(t *testing.T) {
	h := start(t)
	var all sync.WaitGroup
	for i := range 120 {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i%30)*time.Millisecond)
			defer cancel()
			r, err := http.NewRequestWithContext(ctx, "GET", h.UseResponseURL+"/api/7.0/search.json?ownership=feedback&count=50", nil)
			if err != nil {
				return
			}
			r.Header.Set("Authorization", h.Keys.Agent)
			if answer, err := http.DefaultClient.Do(r); err == nil {
				answer.Body.Close()
			}
		})
	}
	all.Wait()
	require.Equal(t, http.StatusOK, h.agent("GET", "me.json", nil).status)
}
