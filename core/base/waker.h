// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace gantry {

/// The bell of a Mailbox: connected to its reader by a queued connection. Rung from any thread; must outlive
/// whoever rings, while the reader may be gone.
class Waker final : public QObject
{
    Q_OBJECT

public:
    void ring() { Q_EMIT rung(); }

Q_SIGNALS:
    void rung();
};

} // namespace gantry
