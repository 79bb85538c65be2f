// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagedraft.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QSpinBox;
class QStackedWidget;

namespace gantry::ui {

/// What sort of send it is (one by one, in batches, in a transaction, a request), the key that orders it, and
/// when consumers shall see the message.
class KindForm final : public QWidget
{
    Q_OBJECT

public:
    explicit KindForm(QWidget *parent = nullptr);

    void setDraft(const MessageDraft &draft);
    void writeTo(MessageDraft &draft) const;
    [[nodiscard]] SendKind kind() const;
    /// Why these cannot go together; empty when they can.
    [[nodiscard]] QString fault() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Delivery { AtOnce, AfterLevel, AfterTime, AtTime };

    void build();
    QLabel *addField(QWidget *field, int column);
    void retranslate();
    void noteChange();
    [[nodiscard]] DeliveryTime delivery() const;
    void setDelivery(const DeliveryTime &delivery);

    QComboBox *m_kind;
    QStackedWidget *m_kindValue;
    QSpinBox *m_batch;
    QComboBox *m_decision;
    QLineEdit *m_shardingKey;
    QComboBox *m_delivery;
    QStackedWidget *m_deliveryValue;
    QComboBox *m_level;
    QSpinBox *m_delay;
    QDateTimeEdit *m_at;
    QList<QLabel *> m_labels;
};

} // namespace gantry::ui
