package transport_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/transport"
)

// moving is a list of ids, the newest first, that grows while it is read.
type moving struct {
	ids  []int64
	size int
}

func (m *moving) add(n int) {
	for range n {
		m.ids = slices.Insert(m.ids, 0, int64(len(m.ids)+1))
	}
}

func (m *moving) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	from := min((page-1)*m.size, len(m.ids))
	_ = json.NewEncoder(w).Encode(m.ids[from:min(from+m.size, len(m.ids))])
}

func (m *moving) list(address string) transport.List[[]int64, int64] {
	return transport.List[[]int64, int64]{
		Page: func(c *api.Cursor) api.Call[[]int64] {
			return api.Call[[]int64]{
				Op: "list", Request: api.Request{Method: "GET", URL: address + "?page=" + strconv.FormatInt(c.Number(), 10), Repeatable: true},
				Decode: func(r *api.Response) (ids []int64, err error) {
					if e := api.StatusError(r, 0, ""); e != nil {
						return nil, e
					}
					err = json.Unmarshal(r.Body, &ids)
					return ids, err
				},
			}
		},
		Items: func(p []int64) []int64 { return p },
		ID:    func(id int64) int64 { return id },
		Last:  func(p []int64) bool { return api.LastShort(len(p), m.size) },
	}
}

func TestAMovingListIsReadOnceHoweverItIsInterrupted(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for round := range 40 {
		list := &moving{size: 3 + random.IntN(8)}
		list.add(random.IntN(60))
		server := httptest.NewServer(list)
		before := slices.Clone(list.ids)
		var got []int64
		stored := ""
		for {
			cursor, err := api.ParseCursor(stored)
			require.NoError(t, err)
			stop := 1 + random.IntN(2*list.size)
			for id, err := range transport.All(context.Background(), server.Client(), &cursor, list.list(server.URL)) {
				require.NoError(t, err)
				got = append(got, id)
				// It grows by less than a page at a time, between pages and within one.
				list.add(random.IntN(2) * random.IntN(2) * random.IntN(2))
				if stop--; stop == 0 {
					break
				}
			}
			if stored = cursor.String(); cursor.Done() {
				break
			}
		}
		server.Close()
		require.Subset(t, got, before, "round %d: none of those there were is missed", round)
		slices.Sort(got)
		require.Len(t, slices.Compact(slices.Clone(got)), len(got), "round %d: none comes twice", round)
	}
}

func TestAListThatFailsGoesOnWhereItStopped(t *testing.T) {
	list := &moving{size: 5}
	list.add(17)
	down := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		list.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	var cursor api.Cursor
	var got []int64
	for id, err := range transport.All(context.Background(), server.Client(), &cursor, list.list(server.URL), transport.WithClock(&clock{})) {
		if err != nil {
			require.ErrorIs(t, err, api.ErrUnavailable)
			break
		}
		got = append(got, id)
		down = len(got) >= 8
	}
	require.Len(t, got, 10, "what was read before it failed was handed out")
	down = false
	for id, err := range transport.All(context.Background(), server.Client(), &cursor, list.list(server.URL)) {
		require.NoError(t, err)
		got = append(got, id)
	}
	require.Equal(t, list.ids, got)
	require.True(t, cursor.Done())
	for range transport.All(context.Background(), server.Client(), &cursor, list.list(server.URL)) {
		t.Error("a list that is over gives nothing more")
	}
}
