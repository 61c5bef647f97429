package sandbox

import (
	"context"
	"database/sql"
	"encoding/base64"
	"path"
	"slices"
	"strconv"
	"strings"
)

// storeAttachments stores the attachments member of a request, for the object or
// comment that the owner column names. Items are {name, body} with the file in
// base64, or {token, name} of a file uploaded before.
func (c *urCall) storeAttachments(owner string, id int64) error {
	value, ok := c.in.get("attachments")
	if !ok || value == nil {
		return nil
	}
	items, ok := value.([]any)
	if !ok {
		return badRequest("attachments must be an array")
	}
	for _, item := range items {
		members, _ := item.(map[string]any)
		name, _ := members["name"].(string)
		if token, _ := members["token"].(string); token != "" {
			result, err := c.tx.ExecContext(c, `UPDATE ur_attachment SET `+owner+` = ?, token = NULL WHERE token = ?`, id, token)
			if err != nil {
				return err
			}
			if changed, err := result.RowsAffected(); err != nil || changed == 0 {
				return badRequest("attachments: the token of " + strconv.Quote(name) + " is not known")
			}
			continue
		}
		encoded, isText := members["body"].(string)
		if !isText {
			return badRequest("attachments: each item needs name and body")
		}
		body, err := decodeFile(encoded)
		if err != nil {
			return badRequest("attachments: the body of " + strconv.Quote(name) + " is not base64")
		}
		if _, err := c.insertAttachment(owner, id, name, body); err != nil {
			return err
		}
	}
	return nil
}

// decodeFile reads base64, with or without padding or a data-URL prefix.
func decodeFile(encoded string) ([]byte, error) {
	if strings.HasPrefix(encoded, "data:") {
		_, encoded, _ = strings.Cut(encoded, ",")
	}
	encoded = strings.TrimRight(strings.Join(strings.Fields(encoded), ""), "=")
	return base64.RawStdEncoding.DecodeString(encoded)
}

func (c *urCall) insertAttachment(owner string, id int64, name string, body []byte) (int64, error) {
	name = strings.TrimSpace(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if name == "" || name == "." || name == "/" {
		return 0, badRequest("the file name is missing")
	}
	if ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); !slices.Contains(allowedExtensions, ext) {
		return 0, badRequest("files such as " + strconv.Quote(name) + " are not allowed: " + strings.Join(allowedExtensions, ", "))
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ur_attachment (`+owner+`, name, body) VALUES (?, ?, ?)`, id, name, body)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func replaceTags(ctx context.Context, tx *sql.Tx, object int64, tags []string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM ur_object_tag WHERE object_id = ?`, object); err != nil {
		return err
	}
	for position, tag := range tags {
		if _, err := tx.ExecContext(ctx, `INSERT INTO ur_object_tag (object_id, position, tag) VALUES (?, ?, ?)`, object, position, tag); err != nil {
			return err
		}
	}
	return nil
}
