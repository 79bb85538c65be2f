// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/message.h"
#include <gantry/result.h>
#include <gantry/storedmessage.h>

#include <QByteArrayView>
#include <QList>

namespace gantry::admin {

/// The message as people want to see it, its body decompressed. A body that cannot be is kept as it is
/// stored, and bodyError says why.
[[nodiscard]] StoredMessage toStoredMessage(const BrokerName &broker, const wire::StoredMessage &message);

/// All messages in the body of a broker's answer. Errors: Internal, when it is no list of messages.
[[nodiscard]] Result<QList<StoredMessage>> storedMessages(const BrokerName &broker, QByteArrayView body);

} // namespace gantry::admin
