package decode_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/bench/decode"
	"deskside/build/bench/decode/readers"
)

func TestPagesHoldAHundredTicketsAndAreTheSameEachTime(t *testing.T) {
	pages, err := decode.Pages(context.Background())
	require.NoError(t, err)
	again, err := decode.Pages(context.Background())
	require.NoError(t, err)
	require.Equal(t, pages, again)
	for _, page := range pages {
		require.GreaterOrEqual(t, page.Size(), 129_000, page.Name)
		tickets := 0
		for _, reader := range readers.All() {
			if reader.Name == page.Reader {
				for _, body := range page.Bodies {
					tickets += reader.Read(body)
				}
			}
		}
		require.Equal(t, 100, tickets, page.Name)
	}
	var plain, escaped any
	require.NoError(t, json.Unmarshal(pages[0].Bodies[0], &plain))
	require.NoError(t, json.Unmarshal(pages[1].Bodies[0], &escaped))
	require.Equal(t, plain, escaped)
}

// BenchmarkRead reads 100 tickets into models, and as far as peers go.
func BenchmarkRead(b *testing.B) {
	pages, err := decode.Pages(context.Background())
	require.NoError(b, err)
	peers := []readers.Reader{{Name: "encoding/json, into any", Peer: true, Read: func(body []byte) int {
		var tree any
		if json.Unmarshal(body, &tree) != nil {
			return -1
		}
		if object, ok := tree.(map[string]any); ok {
			tree = object["success"].(map[string]any)["data"]
		}
		return len(tree.([]any))
	}}, {Name: "encoding/json, into models", Peer: true, Read: standardModels}}
	for _, page := range pages {
		for _, reader := range append(readers.All(), peers...) {
			if reader.Name != page.Reader && !reader.Peer {
				continue
			}
			b.Run(page.Name+"/"+reader.Name, func(b *testing.B) {
				b.SetBytes(int64(page.Size()))
				b.ReportAllocs()
				for b.Loop() {
					tickets := 0
					for _, body := range page.Bodies {
						tickets += reader.Read(body)
					}
					if tickets != 100 {
						b.Fatalf("%d tickets", tickets)
					}
				}
			})
		}
	}
}

// standardModels reads what the models hold with the standard library's way: structs with tags.
func standardModels(body []byte) int {
	type named struct {
		ID   int64  `json:"id"`
		Name string `json:"name"`
	}
	type ticket struct {
		ID          int64  `json:"id"`
		Subject     string `json:"subject"`
		ClientID    *int64 `json:"client_id"`
		ClientName  string `json:"client_name"`
		AssigneeID  *int64 `json:"assignee_id"`
		ChannelID   *int64 `json:"channel_id"`
		Group       *int64 `json:"group"`
		CreatedAt   string `json:"created_at"`
		UpdatedAt   string `json:"last_updated_at"`
		SLA         []struct{ Type, Date string }
		Fields      []struct{ named }
		Tags        []json.RawMessage `json:"tags"`
		Status      json.RawMessage   `json:"status"`
		Priority    string            `json:"priority"`
		Type        json.RawMessage   `json:"type"`
		LastComment string            `json:"last_comment"`
		Title       string            `json:"title"`
		Content     string            `json:"content"`
		URL         string            `json:"url"`
		Category    *named            `json:"category"`
		Author      *named            `json:"author"`
		Responsible *named            `json:"responsible"`
		Team        *named            `json:"team"`
		Created     int64             `json:"createdAtPosix"`
		Updated     int64             `json:"latestActivityPosix"`
		Comments    int64             `json:"commentsNum"`
	}
	if body[0] == '[' {
		var tickets []ticket
		if json.Unmarshal(body, &tickets) != nil {
			return -1
		}
		return len(tickets)
	}
	var page struct{ Success struct{ Data []ticket } }
	if json.Unmarshal(body, &page) != nil {
		return -1
	}
	return len(page.Success.Data)
}
