// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace gantry::wire {

/// Who puts a property into a message.
enum class PropertyOwner {
    User,
    Client, ///< the producer's library; brokers drop some of these, or change them
    Broker  ///< a broker, or a consumer that gave the message back
};

[[nodiscard]] PropertyOwner propertyOwner(QStringView name);

} // namespace gantry::wire
