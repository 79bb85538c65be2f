// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/fault.h"
#include "wire/message.h"

#include <QByteArray>

namespace gantry::sandbox {

/// Whether the fault changes what is stored, or what is read of it, and not the way to there.
[[nodiscard]] bool isDamage(FaultKind kind);

/// Does to the message what the fault says, and leaves its checksum alone. A property to drop that the fault
/// does not name is the first of the user's; else its keys, its tag or its unique id.
void damage(wire::StoredMessage &message, const FaultAction &fault);

/// As above to all messages in the body of a pull's, a query's or a view's answer.
[[nodiscard]] QByteArray damaged(const QByteArray &messages, const FaultAction &fault);

} // namespace gantry::sandbox
