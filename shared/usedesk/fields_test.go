package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/usedesk"
)

func TestFieldsAreRead(t *testing.T) {
	fields, err := client(t).Fields().Read(answer(t, 200, "ticket-fields.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.Field{
		{ID: 3570, Kind: usedesk.TextField, Name: "Note", Active: true},
		{ID: 2410, Kind: usedesk.ListField, Name: "Reason", Active: true, Options: []usedesk.Option{{ID: 39, Value: "Возврат"}}},
		{ID: 4704, Kind: usedesk.CheckboxField, Name: "Подписка активна", Active: true},
	}, fields)
	nested, err := client(t).Fields().Read(&api.Response{Status: 200, Body: []byte(
		`[{"custom_field":{"id":"5","ticket_field_type_id":"4","parent_field_id":2},"field_options":[{"id":9,"parent_option_id":["3",4]},{"id":10,"parent_option_id":3}]}]`)})
	require.NoError(t, err)
	require.Equal(t, []usedesk.Field{{ID: 5, Kind: usedesk.NestedField, Parent: 2, Options: []usedesk.Option{{ID: 9, Parents: []int64{3, 4}}, {ID: 10, Parents: []int64{3}}}}}, nested)
}
