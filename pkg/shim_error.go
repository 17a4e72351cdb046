package main

import (
	"encoding/json"
	"fmt"
)

// fault is the contract's ErrorResponse; empty where something else answered.
type fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func shimErrorOf(a *answer) fault {
	var body struct {
		Error fault `json:"error"`
	}
	if json.Unmarshal(a.body, &body) != nil {
		return fault{}
	}
	return body.Error
}

// shimError is the shim's own sentence for an answer other than 200, or that it had none.
func shimError(a *answer) string {
	if message := shimErrorOf(a).Message; message != "" {
		return message
	}
	return fmt.Sprintf("Insights' receiver answered %d without saying why. Does the URL lead to it?", a.status)
}
