// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/message.h>

#include <QHash>

#include <deque>
#include <memory>

namespace gantry::ui {

/// The messages that were sent, each once, by serial number; beyond a limit of bytes the oldest are let go.
class KeptMessages
{
public:
    explicit KeptMessages(qint64 maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    /// The number that `message` has, or gets.
    quint64 add(const std::shared_ptr<const Message> &message);
    /// Null when it was let go.
    [[nodiscard]] std::shared_ptr<const Message> at(quint64 serial) const;
    /// Nobody asks for those before `serial` any more.
    void forgetBefore(quint64 serial);
    void clear() { forgetBefore(m_first + m_messages.size()); }

    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    void forgetFirst();

    const qint64 m_maxBytes;
    qint64 m_bytes = 0;
    quint64 m_first = 1; ///< the serial of the first one in m_messages
    std::deque<std::shared_ptr<const Message>> m_messages;
    QHash<const Message *, quint64> m_serials; ///< of those in m_messages
};

} // namespace gantry::ui
