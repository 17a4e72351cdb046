package main

import (
	"encoding/json"
	"fmt"
)

// shimError is the shim's own sentence for an answer other than 200, or that it had none.
func shimError(a *answer) string {
	var body struct {
		Error struct {
			Message string `json:"message"`
		} `json:"error"`
	}
	if json.Unmarshal(a.body, &body) == nil && body.Error.Message != "" {
		return body.Error.Message
	}
	return fmt.Sprintf("Insights' receiver answered %d without saying why. Does the URL lead to it?", a.status)
}
