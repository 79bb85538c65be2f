// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/message.h"
#include <gantry/message.h>
#include <gantry/result.h>

namespace gantry::client {

/// A message that a broker gave out, as it was sent: its body inflated where `sysFlag` says so, the user's
/// properties alone. Errors: as wire::decompress().
[[nodiscard]] Result<Message> receivedMessage(const QString &topic, qint32 sysFlag, qint32 flag,
                                              const QByteArray &body, const wire::PropertyList &properties);

/// The value of the property, empty when there is none.
[[nodiscard]] QByteArray propertyOf(const wire::PropertyList &properties, QByteArrayView name);

} // namespace gantry::client
