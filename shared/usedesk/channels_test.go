package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/usedesk"
)

func TestChannelsAreRead(t *testing.T) {
	channels, err := client(t).Channels("").Read(answer(t, 200, "channels.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.Channel{{123, "help@example.test", "email"}, {124, "Чат сайта", "chat"}}, channels)
}
