package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/usedesk"
)

func TestTagsAreRead(t *testing.T) {
	tags, err := client(t).Tags(usedesk.TagList{}).Read(answer(t, 200, "tags.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.Tag{{130, "Important", 2}, {374, "возврат", 25}}, tags)
}
