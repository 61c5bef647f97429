package api_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
)

// read takes one page of ids at a cursor and returns those that are new.
func read(t *testing.T, c *api.Cursor, page []int64, last bool) []int64 {
	t.Helper()
	var fresh []int64
	for _, id := range page {
		if c.Fresh(id) {
			fresh = append(fresh, id)
		}
	}
	require.NoError(t, c.Advance(len(page), len(fresh), last))
	return fresh
}

func TestAListThatMovesGivesEachItemOnce(t *testing.T) {
	var c api.Cursor
	require.EqualValues(t, 1, c.Number())
	require.EqualValues(t, 0, c.Offset())
	require.Equal(t, []int64{9, 8, 7}, read(t, &c, []int64{9, 8, 7}, false))
	require.EqualValues(t, 2, c.Number())
	require.EqualValues(t, 1, c.Offset())
	require.Equal(t, []int64{6}, read(t, &c, []int64{8, 7, 6}, false), "two new items pushed two to the next page")
	require.Equal(t, []int64{5}, read(t, &c, []int64{5, 5}, true))
	require.True(t, c.Done())
}

func TestAnEmptyPageEndsAList(t *testing.T) {
	var c api.Cursor
	read(t, &c, []int64{1}, false)
	read(t, &c, nil, false)
	require.True(t, c.Done())
}

func TestAServerThatAlwaysAnswersTheSamePageIsLeft(t *testing.T) {
	var c api.Cursor
	read(t, &c, []int64{1, 2}, false)
	require.Empty(t, read(t, &c, []int64{1, 2}, false), "once may be a list that moved by a page")
	require.ErrorIs(t, c.Advance(2, 0, false), api.ErrProtocol)
}

func TestACursorIsStoredAndGoesOn(t *testing.T) {
	var c api.Cursor
	read(t, &c, []int64{9e18, 8, -7}, false)
	c.Fresh(6)
	text := c.String()
	require.Regexp(t, `^[A-Za-z0-9._-]+$`, text)
	again, err := api.ParseCursor(text)
	require.NoError(t, err)
	require.EqualValues(t, 2, again.Number())
	require.Equal(t, []int64{5}, read(t, &again, []int64{9e18, -7, 6, 5}, false), "what was handed out before does not come again")

	read(t, &c, []int64{1}, true)
	ended, err := api.ParseCursor(c.String())
	require.NoError(t, err)
	require.True(t, ended.Done())
}

func TestAStoredCursorStaysSmall(t *testing.T) {
	var c api.Cursor
	for page := range int64(500) {
		for i := range int64(100) {
			require.True(t, c.Fresh(1_000_000_000-page*100-i))
		}
		require.NoError(t, c.Advance(100, 100, false))
	}
	require.Less(t, len(c.String()), 600)
}

func TestWhichPageIsTheLast(t *testing.T) {
	require.True(t, api.LastNumbered(3, 3))
	require.True(t, api.LastNumbered(1, 0))
	require.False(t, api.LastNumbered(2, 3))
	require.True(t, api.LastShort(99, 100))
	require.False(t, api.LastShort(100, 100))
}

func TestACursorThatIsNoneIsRefused(t *testing.T) {
	for _, text := range []string{"2.1.", "1.", "1.x.", "1.1", "1.-1.", "1.99999999999.", "1.1.!!", "1.1.gA", "1.1." + strings.Repeat("AA", 20000)} {
		_, err := api.ParseCursor(text)
		require.ErrorIs(t, err, api.ErrInvalid, text)
	}
	c, err := api.ParseCursor("")
	require.NoError(t, err)
	require.EqualValues(t, 1, c.Number())
}

func FuzzParseCursor(f *testing.F) {
	for _, seed := range []string{"", "1.end", "1.0.", "1.7.AgQGCA", "1.3.____", "1.1048575.AA"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := api.ParseCursor(text)
		if err != nil {
			require.ErrorIs(t, err, api.ErrInvalid)
			return
		}
		again, err := api.ParseCursor(c.String())
		require.NoError(t, err)
		require.Equal(t, c, again)
		_ = c.Advance(100, 100, false)
	})
}
