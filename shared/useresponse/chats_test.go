package useresponse_test

import (
	"testing"

	"deskside/shared/api"
	"deskside/shared/api/apitest"
	"deskside/shared/useresponse"
)

func FuzzReadChats(f *testing.F) {
	c := fuzzer(f)
	messages := c.ChatMessages(1, useresponse.Messages{})
	fuzzReading(f, []string{"chats-"}, apitest.As(c.Chats(0, 0)), apitest.As(c.Chat(1)), func(r *api.Response) (any, error) {
		page, err := messages.Read(r)
		for _, m := range page.Items {
			m.Article()
		}
		return page, err
	})
}
