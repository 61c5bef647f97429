package similar_test

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/feedback/similar"
	"deskside/shared/feedback/similar/similartest"
	"deskside/shared/helpdesk"
)

func packed(t testing.TB, s *similar.Snapshot) (raw []byte, size int) {
	raw, err := s.MarshalMsg(nil)
	require.NoError(t, err)
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	require.NoError(t, err)
	_, err = w.Write(raw)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return raw, b.Len()
}

func TestFiveThousandPostsTakeLittle(t *testing.T) {
	posts := similartest.Posts(similar.Most)
	letters := 0
	for _, p := range posts {
		letters += len([]rune(p.Title))
	}
	raw, size := packed(t, similar.New(posts, similar.Most))
	var titles bytes.Buffer
	w, _ := gzip.NewWriterLevel(&titles, gzip.BestCompression)
	for _, p := range posts {
		_, _ = w.Write([]byte(p.Title + "\n"))
	}
	_ = w.Close()
	t.Logf("%d letters a title, %d bytes, %d compressed (%d are the titles alone as they are)", letters/len(posts), len(raw), size, titles.Len())
	require.Less(t, size, similar.Limit)
}

func TestASnapshotSaysWhatItWasMadeOf(t *testing.T) {
	posts := all(t)
	s := opened(t, posts)
	require.Equal(t, len(posts), s.Count())
	for i := 0; i < len(posts); i += 97 {
		found := s.Find(posts[i].Title, posts[i].Type, 20)
		require.Contains(t, found, posts[i])
	}
}

func TestWhatPostsAreCalledIsKept(t *testing.T) {
	for title, kept := range map[string]string{
		"Dark mode": "Dark mode", "  Dark\n\tmode  ": "Dark mode", "“Dark” (mode), 2×2 – now!": "“Dark” (mode), 2×2 – now!", "深色 mode模式": "深色 mode模式", "can't: l'export 🙂🙂": "can't: l'export 🙂🙂",
		"alpha\x00beta\xffc": "alpha beta c", strings.Repeat("verylong", 30): strings.Repeat("verylong", 30)[:159] + "…", "e\u0301te\u0301 étude": "e\u0301te\u0301 étude",
	} {
		s := opened(t, []similar.Post{{ID: 1, Title: title}, {ID: 2, Title: "Something else"}})
		found := s.Find(title, helpdesk.AnyType, 1)
		require.Len(t, found, 1, title)
		require.Equal(t, kept, found[0].Title)
	}
}

func TestOddPostsTakeNothingAlong(t *testing.T) {
	s := opened(t, []similar.Post{{ID: 5, Title: "Dark mode"}, {ID: 5, Title: "Dark mode twice"}, {ID: 0, Title: "Dark mode of nobody"}, {ID: -3, Title: "Dark mode below"}, {ID: 7, Title: " \u0000 "}, {ID: 9, Title: "Dark mode", Votes: -1 << 40}})
	require.Equal(t, []similar.Post{{ID: 9, Title: "Dark mode", Votes: -1 << 40}, {ID: 5, Title: "Dark mode"}}, sorted(s.Find("Dark mode", helpdesk.AnyType, 9)))
	many := similartest.Posts(similar.Most + 100)
	for i := range many[:100] {
		many[i].Votes = -1
	}
	few := similar.New(many, similar.Most)
	require.Equal(t, similar.Most, few.Count())
	for _, p := range few.Find(many[3].Title, many[3].Type, 50) {
		require.GreaterOrEqual(t, p.Votes, int64(0), "those with the fewest votes are left out")
	}
}

func sorted(posts []similar.Post) []similar.Post {
	slices.SortFunc(posts, func(a, b similar.Post) int { return int(b.ID - a.ID) })
	return posts
}

func TestTheSamePostsAreTheSameSnapshot(t *testing.T) {
	posts := all(t)
	first, _ := packed(t, similar.New(posts, similar.Most))
	slices.Reverse(posts)
	again, _ := packed(t, similar.New(posts, similar.Most))
	require.Equal(t, first, again)
}

// FuzzOpen takes any bytes for a snapshot.
func FuzzOpen(f *testing.F) {
	raw, err := similar.New(all(f)[similar.Most-60:], similar.Most).MarshalMsg(nil)
	require.NoError(f, err)
	f.Add(raw, "dark mode")
	for at := 0; at < len(raw); at += 41 {
		bad := slices.Clone(raw)
		bad[at] ^= 0x5a
		f.Add(bad, "离线 maps reading 2")
	}
	f.Fuzz(func(t *testing.T, raw []byte, title string) {
		s, err := similar.Open(raw)
		if err != nil {
			return
		}
		require.LessOrEqual(t, len(s.Find(title, helpdesk.Idea, 3)), 3)
	})
}
