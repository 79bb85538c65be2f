// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagedraft.h"
#include <gantry/messagecheck.h>
#include <gantry/producerconfig.h>

#include <QTimer>
#include <QWidget>

#include <memory>
#include <set>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace gantry::ui {

class BodyEditor;
class DeliveryForm;
class PropertiesTable;

/// One message: everything that can be typed about it. What is wrong is said beside the field.
class MessageEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageEditor(QWidget *parent = nullptr);

    void setDraft(const MessageDraft &draft);
    [[nodiscard]] MessageDraft draft() const;
    [[nodiscard]] TopicName topic() const;
    /// What counts for the limits and the size after compression.
    void setConfig(const ProducerConfig &config);
    /// Names to complete from; what is typed stays.
    void setTopics(const QStringList &topics);
    void setQueues(const QStringList &queues);
    void setTitle(const QString &title) { m_title = title; }
    /// The file that it is saved to; empty before it was.
    [[nodiscard]] const QString &path() const { return m_path; }
    void setPath(const QString &path) { m_path = path; }
    /// The title, else the topic and the tag.
    [[nodiscard]] QString caption() const;

    /// Shows what is wrong, and goes there. True when nothing is.
    [[nodiscard]] bool validate();
    [[nodiscard]] QList<QAction *> menuActions() const;

Q_SIGNALS:
    void changed();
    void topicChanged(const gantry::TopicName &topic);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    QWidget *buildFields();
    void retranslate();
    void onChanged();
    void onTyped(MessagePart part);
    void showFault(const std::optional<MessageFault> &fault);
    void focusFault(const MessageFault &fault);
    /// The first one in what was typed so far.
    [[nodiscard]] std::optional<MessageFault> typedFault() const;
    /// The first one of what would be sent.
    [[nodiscard]] std::optional<MessageFault> fault() const;
    [[nodiscard]] std::optional<MessageFault> faultOf(const Message &message) const;
    [[nodiscard]] QString faultText(const MessageFault &fault) const;
    void measure();
    void showSize(std::optional<qsizetype> compressed);

    QString m_title;
    QString m_path;
    ProducerConfig m_config;
    QComboBox *m_topic;
    QLineEdit *m_tag;
    QLineEdit *m_keys;
    QLabel *m_topicLabel;
    QLabel *m_tagLabel;
    QLabel *m_keysLabel;
    QLabel *m_topicFault;
    QLabel *m_tagFault;
    QCheckBox *m_variables;
    PropertiesTable *m_properties;
    BodyEditor *m_body;
    DeliveryForm *m_delivery;
    QTimer m_measuring; ///< until typing pauses
    quint64 m_measurement = 0;
    std::set<MessagePart> m_typed; ///< faults of what nobody typed yet are not shown before it is sent
    bool m_isFilling = false;
};

} // namespace gantry::ui
