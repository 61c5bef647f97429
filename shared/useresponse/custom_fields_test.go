package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/apitest"
	"deskside/shared/useresponse"
)

func TestCustomFieldsAreReadInBothForms(t *testing.T) {
	c := client(t)
	want := []useresponse.FieldOption{{Value: "1", Title: "Sales"}, {Value: "2", Title: "Support"}}
	for _, file := range []string{"custom-fields-objects.json", "custom-fields.v4.json"} {
		fields, err := c.ObjectFields().Read(answer(t, 200, file))
		require.NoError(t, err)
		require.Equal(t, "property_12", fields[0].Name)
		require.Equal(t, "Department", fields[0].Label)
		require.Equal(t, want, fields[0].Options)
		require.True(t, fields[0].Active && fields[0].Required)
	}
}

func FuzzReadCustomFields(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"custom-fields"}, apitest.As(c.ObjectFields()), apitest.As(c.UserFields()))
}
